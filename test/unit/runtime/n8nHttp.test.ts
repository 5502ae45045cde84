import { type IAdditionalCredentialOptions, type IHttpRequestOptions } from 'n8n-workflow';
import { NodeApiError as NodeApiErrorOfN8n1 } from 'n8n-workflow-oldest';
import { Readable } from 'node:stream';
import { LoginFailure } from '../../../credentials/loginFailure';
import { CancelledError, isTransient, type ServiceError } from '../../../nodes/core/errors';
import { type HttpRequest } from '../../../nodes/core/http/httpPort';
import { requestText } from '../../../nodes/core/http/readText';
import { requestReport } from '../../../nodes/core/job/requestReport';
import { type RequestContext } from '../../../nodes/runtime/context';
import { n8nHttp } from '../../../nodes/runtime/n8nHttp';
import { secrets } from '../../support/secrets';

const login = { credentialType: 'someApi', baseUrl: 'https://api.example.com/v1' };
const request: HttpRequest = {
	method: 'GET',
	url: 'https://api.example.com/v1/reports',
	auth: 'credential',
	accept: 'application/json',
	repeat: 'always',
};

/** n8n's helpers with a scripted answer; what they were called with is kept. */
function context(answer: () => unknown) {
	const signed: IHttpRequestOptions[] = [];
	const bare: IHttpRequestOptions[] = [];
	const logins: Array<IAdditionalCredentialOptions | undefined> = [];
	const helpers = {
		httpRequestWithAuthentication: async (
			_type: string,
			options: IHttpRequestOptions,
			login?: IAdditionalCredentialOptions,
		) => {
			signed.push(options);
			logins.push(login);
			return answer();
		},
		httpRequest: async (options: IHttpRequestOptions) => {
			bare.push(options);
			return answer();
		},
	};
	return { signed, bare, logins, context: { helpers } as unknown as RequestContext };
}

const ok = () => ({
	statusCode: 200,
	headers: { 'X-Some': 'thing' },
	body: Readable.from([Buffer.from('hi')]),
});

test.each([
	['another host', 'https://evil.example.com/v1/reports'],
	['another port', 'https://api.example.com:8443/v1/reports'],
	['plain http', 'http://api.example.com/v1/reports'],
])('a request with the login to %s is not sent', async (_, url) => {
	const { context: asked, signed, bare } = context(ok);
	await expect(requestText(n8nHttp(asked, login), { ...request, url })).rejects.toThrow(
		'leave the configured address',
	);
	expect([...signed, ...bare]).toEqual([]);
});

test('a request without the login goes through the helper that signs nothing', async () => {
	const { context: asked, signed, bare } = context(ok);
	await requestText(n8nHttp(asked, login), {
		...request,
		auth: 'none',
		url: 'https://cdn.example.com/a',
	});
	expect([signed.length, bare.length]).toEqual([0, 1]);
});

test('redirects are never followed, nothing is compressed, and n8n may see a 401', async () => {
	const { context: asked, signed } = context(ok);
	const { status, headers, text } = await requestText(n8nHttp(asked, login), request);
	expect([status, headers, text]).toEqual([200, { 'x-some': 'thing' }, 'hi']);
	// Any value but false keeps n8n 1.x from renewing a token.
	expect(signed[0]).not.toHaveProperty('ignoreHttpStatusErrors');
	expect(signed[0]).toMatchObject({
		disableFollowRedirect: true,
		headers: { 'Accept-Encoding': 'identity', Accept: 'application/json' },
	});
});

test('a login that was read is not read again for each request; one that may change is', async () => {
	const { context: asked, logins } = context(ok);
	const fields = { username: 'reports', password: 'correct horse' };
	await requestText(n8nHttp(asked, { ...login, fields }), request);
	await requestText(n8nHttp(asked, login), request);
	expect(logins).toMatchObject([{ credentialsDecrypted: { data: fields } }, undefined]);
});

test('what was not read of an answer is dropped', async () => {
	const body = Readable.from([Buffer.from('a'), Buffer.from('b')]);
	const { context: asked } = context(() => ({ ...ok(), body }));
	await n8nHttp(asked, login).exchange(request, async () => undefined);
	expect(body.destroyed).toBe(true);
});

test('a time limit may be a fraction of a millisecond', async () => {
	const { context: asked } = context(ok);
	const timeoutMs = 16.1 * 60_000;
	expect(Number.isInteger(timeoutMs)).toBe(false);
	expect(await requestText(n8nHttp(asked, login), { ...request, timeoutMs })).toMatchObject({
		status: 200,
	});
});

describe('when no answer comes', () => {
	const failing = (error: object) => () => {
		throw Object.assign(new Error('outer'), error);
	};

	test('nothing of the request is left under way', async () => {
		const { context: asked, signed } = context(failing({ code: 'ERR_OUT_OF_RANGE' }));
		await expect(requestText(n8nHttp(asked, login), request)).rejects.toThrow(
			'could not be reached',
		);
		expect(signed[0]?.abortSignal).toMatchObject({ aborted: true });
	});

	test.each([
		['ECONNREFUSED', 'refused the connection', true],
		['ENOTFOUND', 'No such host', true],
		['ECONNRESET', 'closed the connection', true],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'n8n trusts', false],
		['SOMETHING_ELSE', 'could not be made or broke', true],
	])('%s is told in words that hold no address but the host', async (code, words, transient) => {
		const key = 'key-in-the-query';
		secrets.add(key);
		const { context: asked } = context(
			failing({ cause: { code, message: `GET https://api.example.com/?key=${key}` } }),
		);
		const thrown = await requestText(n8nHttp(asked, login), {
			...request,
			url: `${request.url}?key=${key}`,
		}).catch((error: unknown) => error);
		const { message, details } = thrown as ServiceError;
		expect(`${message}. ${details.description}`).toContain(words);
		expect(isTransient(thrown)).toBe(transient);
		expect(JSON.stringify(thrown)).not.toContain(key);
	});

	test.each([302, 401, 404, 503])(
		'a status %d that n8n threw is an answer like any other',
		async (status) => {
			const response = {
				status,
				headers: { Location: 'https://cdn.example.com' },
				data: Readable.from([Buffer.from('JWT is expired.')]),
			};
			const { context: asked } = context(failing({ cause: { response } }));
			expect(await requestText(n8nHttp(asked, login), request)).toMatchObject({
				status,
				headers: { location: 'https://cdn.example.com' },
				text: 'JWT is expired.',
			});
		},
	);

	test("a token that cannot be had is the credential's matter, not the host's", async () => {
		const message = 'Failed to acquire OAuth2 access token: invalid_client';
		const { context: asked } = context(failing({ message }));
		await expect(requestText(n8nHttp(asked, login), request)).rejects.toMatchObject({
			message: 'No access token could be had with this credential',
			details: { failure: 'credential-invalid' },
		});
	});

	test('a token server that is down is passing trouble', async () => {
		const message = 'Failed to acquire OAuth2 access token: connect ECONNREFUSED';
		const { context: asked } = context(failing({ message, cause: { code: 'ECONNREFUSED' } }));
		await expect(requestText(n8nHttp(asked, login), request)).rejects.toMatchObject({
			details: { transient: true },
		});
	});
});

describe('when the login is slow', () => {
	beforeEach(() => {
		const after = AbortSignal.timeout.bind(AbortSignal);
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => after(ms / 500));
	});
	afterEach(() => jest.restoreAllMocks());

	const create: HttpRequest = { ...request, method: 'POST', repeat: 'ifRefused' };
	/** n8n with a token at `tokenMs`, after which a request that was not hung up is under way for ever. */
	function slowLogin(tokenMs: number, changes: Partial<HttpRequest> = {}) {
		const stop = new AbortController();
		const sent: Array<{ abortSignal: AbortSignal }> = [];
		const helpers = {
			httpRequestWithAuthentication: async (_: string, options: { abortSignal: AbortSignal }) => {
				await new Promise((resolve) => setTimeout(resolve, tokenMs));
				const { abortSignal } = options;
				if (abortSignal.aborted) throw new Error('canceled');
				sent.push(options);
				return await new Promise((_resolve, reject) =>
					abortSignal.addEventListener('abort', () => reject(new Error('canceled'))),
				);
			},
		};
		const asked = {
			helpers,
			getExecutionCancelSignal: () => stop.signal,
		} as unknown as RequestContext;
		const failure = requestText(n8nHttp(asked, login), { ...create, ...changes }).catch(
			(error: unknown) => error as ServiceError,
		);
		return { stop, sent, failure };
	}

	test('a create that is not sent for want of a token is known not to be taken, and is never sent', async () => {
		const { sent, failure } = slowLogin(500);
		expect(await failure).toMatchObject({
			message: 'The server that gives access tokens did not answer in time',
			details: { transient: true, notTaken: true },
		});
		await new Promise((resolve) => setTimeout(resolve, 400));
		expect(sent).toEqual([]);
	});

	test('a create that is under way with a late token is hung up, and may have been taken', async () => {
		const { sent, failure } = slowLogin(40);
		const error = await failure;
		expect(error).toMatchObject({
			message: 'api.example.com did not answer in time',
			details: { transient: true, failure: 'temporarily-unavailable' },
		});
		expect(error).not.toHaveProperty('details.notTaken', true);
		expect(sent).toMatchObject([{ abortSignal: { aborted: true } }]);
		await expect(
			requestReport(async () => await Promise.reject(error as ServiceError)),
		).rejects.toMatchObject({ details: { mayExist: true } });
	});

	test("a user's own time limit is told as such", async () => {
		const { failure } = slowLogin(10, { timeoutMs: 10_000 });
		expect(await failure).toMatchObject({
			details: { description: expect.stringContaining("raise 'Timeout'") },
		});
	});

	test('a run that was stopped meanwhile is told as stopped', async () => {
		const { stop, failure } = slowLogin(500);
		stop.abort();
		expect(await failure).toBeInstanceOf(CancelledError);
	});
});

describe('in n8n 1.x, whose error loses the one that it wraps', () => {
	class AxiosError extends Error {}
	class ResponseError extends Error {}
	const context1 = (wrapped: Error, traces: object = {}) =>
		context(() => {
			const error = Object.assign(wrapped, traces) as never;
			const thrown = new NodeApiErrorOfN8n1({ name: 'Reports', parameters: {} } as never, error);
			expect(thrown.cause).toBeUndefined();
			throw thrown;
		}).context;
	const failure = async (wrapped: Error, traces?: object) =>
		await requestText(n8nHttp(context1(wrapped, traces), login), request).catch(
			(error: unknown) => error as ServiceError,
		);

	test.each([401, 404, 429, 503])('a status %d is an answer like any other', async (status) => {
		const headers = { 'Retry-After': '7' };
		const data = Object.assign(Readable.from([Buffer.from('No more today.')]), { headers });
		const wrapped = new AxiosError(`Request failed with status code ${status}`);
		const response = { status, headers, data };
		const asked = context1(wrapped, { code: 'ERR_BAD_REQUEST', response });
		expect(await requestText(n8nHttp(asked, login), request)).toMatchObject({
			status,
			headers: { 'retry-after': '7' },
			text: 'No more today.',
		});
	});

	test.each([
		['ECONNREFUSED', 'refused the connection'],
		['ECONNRESET', 'closed the connection'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'n8n trusts'],
	])('%s is told as in 2.x', async (code, words) => {
		const { message, details } = (await failure(new AxiosError('in vain'), {
			code,
		})) as ServiceError;
		expect(`${message}. ${details.description}`).toContain(words);
	});

	test.each([
		['a refusal', { status: 401, code: 'ESTATUS' }, 'credential-invalid'],
		['a refusal in its own words', { code: 'EAUTH' }, 'credential-invalid'],
		['trouble', { response: { status: 503, data: 'Sorry' } }, 'temporarily-unavailable'],
	])("%s of the token server is the credential's matter", async (_, traces, expected) => {
		const wrapped = 'response' in traces ? new AxiosError('503') : new ResponseError('401');
		expect(await failure(wrapped, traces)).toMatchObject({ details: { failure: expected } });
	});

	test.each(['credential-invalid', 'rate-limited', 'temporarily-unavailable'] as const)(
		'a login that could not be renewed is told in its own words: %s',
		async (cause) => {
			const told = new LoginFailure('RingCX is closed', 'Come back. Or ring.', { cause });
			expect(await failure(told)).toMatchObject({
				message: 'RingCX is closed',
				details: { description: 'Come back. Or ring.', failure: cause },
			});
		},
	);
});
