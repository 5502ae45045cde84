import type { Service, ServiceContext } from '../core/service';
import { CLIENT, READ_SCOPE, TOKENS, WebexAccess, WRITE_SCOPE } from './access';
import { WebexBillingReports, webexId } from './billingReports';
import { BASE_PATH, refusal, reply } from './replies';

/** What a client needs to talk to the sandbox's Webex, and what a test can do to it. */
export interface WebexFace {
	/** `…/webex/v1` */
	baseUrl: string;
	/** A partner administrator's token with both scopes. */
	accessToken: string;
	/** A valid token that may list and show reports only: 403 for the rest. */
	readOnlyAccessToken: string;
	/** A valid token without the billing scopes: 403 for all reports. */
	noReportsAccessToken: string;
	authorizeUrl: string;
	tokenUrl: string;
	clientId: string;
	clientSecret: string;
	/** Both billing scopes, as they are asked for. */
	scope: string;
	/** Makes all access tokens invalid, also those above until the next reset; refresh tokens keep working. */
	revokeTokens(): void;
}

/** Webex for BroadWorks: billing reports. */
export function webex(context: ServiceContext): Service & { face: () => WebexFace } {
	const access = new WebexAccess(context.clock);
	const reports = new WebexBillingReports(context, access);
	const me = { id: webexId('PEOPLE', 'sandbox'), displayName: 'Pat Partner', type: 'person' };
	const url = (path: string) => context.origin() + BASE_PATH + path;
	return {
		vendor: 'webex',
		prefixes: ['/webex'],
		routes: [
			{ method: 'GET', url: `${BASE_PATH}/authorize`, handle: (call) => access.authorize(call) },
			{ method: 'POST', url: `${BASE_PATH}/access_token`, handle: (call) => access.grant(call) },
			{
				method: 'GET',
				url: `${BASE_PATH}/people/me`,
				handle: (call) => access.refuse(call) ?? reply(200, me),
			},
			...reports.routes(),
		],
		/** Seconds in `Retry-After`, and the common error body. */
		throttled({ resetInMs, retryAfter = Math.ceil(resetInMs / 1000) }) {
			const headers = retryAfter === null ? undefined : { 'Retry-After': String(retryAfter) };
			return refusal(429, undefined, headers);
		},
		refusal: (status) => refusal(status),
		file: (reportId) => reports.file(reportId),
		reportIds: () => reports.reportIds(),
		endTokens: () => access.revokeTokens(),
		reset() {
			access.reset();
			reports.reset();
		},
		face: () => ({
			baseUrl: url(''),
			accessToken: TOKENS.full,
			readOnlyAccessToken: TOKENS.readOnly,
			noReportsAccessToken: TOKENS.noReports,
			authorizeUrl: url('/authorize'),
			tokenUrl: url('/access_token'),
			...CLIENT,
			scope: `${READ_SCOPE} ${WRITE_SCOPE}`,
			revokeTokens: () => access.revokeTokens(),
		}),
	};
}
