import { text } from '../core/answer';
import type { Service, ServiceContext } from '../core/service';
import { ACCOUNTS, AGENT, COLLEAGUE, EvoAccess, loginOf, MANAGER } from './access';
import { BASE_PATH, refusal } from './replies';
import { EvoReports } from './reports';

/** What a client needs to talk to the sandbox's Evo Voice, and what a test can do to it. */
export interface EvoVoiceFace {
	baseUrl: string;
	username: string;
	password: string;
	/** Another user who may report, and who sees only reports of their own. */
	colleague: { username: string; password: string };
	/** A valid login without a role that allows reports: 403. */
	noReports: { username: string; password: string };
	accountIds: string[];
	accountNames: string[];
	/** Ends all sessions that were opened by `POST /auth/credentials`: 401. */
	endSessions(): void;
}

/** Evo Voice: reports as workbooks. */
export function evoVoice(context: ServiceContext): Service & { face: () => EvoVoiceFace } {
	const access = new EvoAccess(context.clock);
	const reports = new EvoReports(context, access);
	const loginPage = '<!DOCTYPE html>\n<html><body><h1>Sign in</h1></body></html>';
	return {
		vendor: 'evoVoice',
		prefixes: [BASE_PATH],
		routes: [
			{
				method: 'POST',
				url: `${BASE_PATH}/auth/credentials`,
				handle: (call) => access.logIn(call),
			},
			{ method: 'GET', url: `${BASE_PATH}/auth/status`, handle: (call) => access.status(call) },
			{ method: 'GET', url: `${BASE_PATH}/login`, handle: () => text(200, 'text/html', loginPage) },
			...reports.routes(),
		],
		/** No `Retry-After`, as far as is known. */
		throttled({ retryAfter }) {
			const answer = refusal(429);
			if (retryAfter !== undefined && retryAfter !== null) {
				answer.headers['Retry-After'] = String(retryAfter);
			}
			return answer;
		},
		refusal: (status) => refusal(status),
		file: (reportId) => reports.file(reportId),
		reportIds: () => reports.reportIds(),
		/** There are none that a client of reports uses. */
		endTokens: () => undefined,
		reset() {
			access.reset();
			reports.reset();
		},
		face: () => ({
			baseUrl: context.origin() + BASE_PATH,
			...loginOf(MANAGER),
			colleague: loginOf(COLLEAGUE),
			noReports: loginOf(AGENT),
			accountIds: ACCOUNTS.map(({ id }) => id),
			accountNames: ACCOUNTS.map(({ name }) => name),
			endSessions: () => access.reset(),
		}),
	};
}
