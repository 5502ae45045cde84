import type { ReportFile } from '../content/reportFile';
import { empty } from '../core/answer';
import type { Service, ServiceContext } from '../core/service';
import {
	ACCOUNT_ID,
	BandwidthAccess,
	BASIC,
	NO_REPORTS,
	NO_REPORTS_OAUTH2,
	OAUTH2,
} from './access';
import { AccountReports } from './accountReports';
import { billingFile, type BillingRequest } from './billingFile';
import { BillingReports } from './billingReports';
import { REDIRECTED_DEFINITIONS } from './definitions';
import { BASE_PATH } from './replies';

export interface BandwidthOptions {
	/**
	 * Ids of the account reports whose `/file` answers 307 with a signed link on the storage origin; default:
	 * the three kinds of orders (8, 14, 59). All others answer with the file itself.
	 */
	redirectedDefinitions?: readonly string[];
	/** Makes the files of billing reports; default: {@link billingFile} of as many rows as are set for the sandbox. */
	billingFile?: (request: BillingRequest) => ReportFile;
}

/** What a client needs to talk to the sandbox's Bandwidth, and what a test can do to it. */
export interface BandwidthFace {
	/** `…/bandwidth/api`; `…/bandwidth/api/v1` and `/v2` do as well. */
	baseUrl: string;
	tokenUrl: string;
	accountId: string;
	basic: { username: string; password: string };
	/** A valid login without the reporting role: 403. */
	noReports: { username: string; password: string };
	oauth2: { clientId: string; clientSecret: string };
	/** Valid client credentials without the reporting role: 403. */
	noReportsOAuth2: { clientId: string; clientSecret: string };
	/** Makes all tokens given out so far invalid: 401. */
	revokeTokens(): void;
	/** Ends the life of an account report's file as if its last day were over. */
	expireReport(instanceId: string): void;
}

const TOKEN_PATH = `${BASE_PATH}/v1/oauth2/token`;

/** Bandwidth: billing reports and account reports. */
export function bandwidth(
	context: ServiceContext,
	options: BandwidthOptions,
): Service & { face: () => BandwidthFace } {
	const access = new BandwidthAccess(context.clock);
	const fileOf = options.billingFile ?? ((request) => billingFile(request, context));
	const billing = new BillingReports(context, access, fileOf);
	const redirected = options.redirectedDefinitions ?? REDIRECTED_DEFINITIONS;
	const account = new AccountReports(context, access, redirected);
	return {
		vendor: 'bandwidth',
		prefixes: ['/bandwidth'],
		routes: [
			{ method: 'POST', url: TOKEN_PATH, handle: (call) => access.grant(call) },
			...billing.routes(),
			...account.routes(),
		],
		/** Epoch seconds in a header of its own, no `Retry-After`, no body. */
		throttled({ resetInMs, retryAfter }) {
			const reset = Math.ceil((context.clock() + resetInMs) / 1000);
			const headers: Record<string, string> = { 'X-RateLimit-Reset': String(reset) };
			if (retryAfter !== undefined && retryAfter !== null) {
				headers['Retry-After'] = String(retryAfter);
			}
			return empty(429, headers);
		},
		refusal: (status) => empty(status),
		file: (reportId) => billing.file(reportId) ?? account.file(reportId),
		reportIds: () => [...billing.reportIds(), ...account.reportIds()],
		endTokens: () => access.revokeTokens(),
		reset() {
			access.revokeTokens();
			billing.reset();
			account.reset();
		},
		face: () => ({
			baseUrl: context.origin() + BASE_PATH,
			tokenUrl: context.origin() + TOKEN_PATH,
			accountId: ACCOUNT_ID,
			basic: BASIC,
			noReports: NO_REPORTS,
			oauth2: OAUTH2,
			noReportsOAuth2: NO_REPORTS_OAUTH2,
			revokeTokens: () => access.revokeTokens(),
			expireReport: (instanceId) => account.expire(instanceId),
		}),
	};
}

/**
 * The spellings of a path that Bandwidth takes, brought into one: versions 1 and 2 of the API are the same
 * here, and the documents write both `billingReports` and `billingreports`.
 */
export function normalizeBandwidthUrl(url: string): string {
	return url
		.replace(/^(\/bandwidth\/api)\/v[12](?=\/accounts\/)/, '$1')
		.replace(
			/^(\/bandwidth\/api\/accounts\/[^/?]+)\/billingreports(?=[/?]|$)/i,
			'$1/billingreports',
		);
}
