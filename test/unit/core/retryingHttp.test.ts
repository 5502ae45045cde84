import { CancelledError, ServiceError } from '../../../nodes/core/errors';
import { type HttpPort, type HttpRequest } from '../../../nodes/core/http/httpPort';
import { requestText } from '../../../nodes/core/http/readText';
import { retryingHttp } from '../../../nodes/core/http/retryingHttp';
import { FakeClock } from '../support/fakeClock';
import { ScriptedHttp, type ScriptedReply } from '../support/scriptedHttp';

const read: HttpRequest = {
	method: 'GET',
	url: 'https://api.example.com/reports',
	auth: 'credential',
	accept: '*/*',
	repeat: 'always',
};
const create: HttpRequest = { ...read, method: 'POST', repeat: 'ifRefused' };
const broken = new ServiceError('connection reset', { transient: true });
const ALWAYS_LATEST = () => 1;

async function send(request: HttpRequest, script: Array<ScriptedReply | Error>) {
	const clock = new FakeClock();
	const startMs = clock.now();
	const http = new ScriptedHttp(script);
	const result = clock.run(
		requestText(retryingHttp(http, clock, ALWAYS_LATEST), request).then(
			({ status }) => status,
			(error: Error) => error.message,
		),
	);
	return { outcome: await result, sent: http.requests.length, tookMs: clock.now() - startMs };
}

describe('reads', () => {
	test.each([408, 423, 425, 429, 500, 502, 503, 504, 507, 520, 524, 529])(
		'are repeated after %d',
		async (status) => {
			expect(await send(read, [{ status }, { status: 200 }])).toMatchObject({
				outcome: 200,
				sent: 2,
			});
		},
	);

	test.each([400, 401, 403, 404, 410, 501])('are not repeated after %d', async (status) => {
		expect(await send(read, [{ status }])).toMatchObject({ outcome: status, sent: 1 });
	});

	test('are repeated after a broken connection and after a broken body', async () => {
		const half: ScriptedReply = { body: [Buffer.from('ha'), broken] };
		expect(await send(read, [broken, half, { status: 200 }])).toMatchObject({
			outcome: 200,
			sent: 3,
		});
	});

	test('wait longer and longer for a limit that does not say when it ends, a minute in all', async () => {
		const script = Array.from({ length: 9 }, () => ({ status: 429 }));
		const { sent, tookMs } = await send(read, script);
		expect(sent).toBe(5);
		expect(tookMs).toBeGreaterThan(60_000);
	});

	test('are given up after five attempts, with the last answer', async () => {
		const script = Array.from({ length: 9 }, () => ({ status: 503 }));
		expect(await send(read, script)).toMatchObject({ outcome: 503, sent: 5, tookMs: 15_000 });
	});

	test('are repeated after trouble that a routine rate-limit header stands in, without waiting for its reset', async () => {
		const counted = { status: 502, headers: { 'x-ratelimit-reset': '3600' } };
		const { outcome, tookMs } = await send(read, [counted, { status: 200 }]);
		expect(outcome).toBe(200);
		expect(tookMs).toBeLessThan(5_000);
	});

	test('are not repeated after a failure that a reply told', async () => {
		const told = new ServiceError('bad body', { transient: true, status: 503 });
		expect(await send(read, [told])).toMatchObject({ outcome: 'bad body', sent: 1 });
	});
});

describe('creates', () => {
	test('are repeated after a connection that was never made', async () => {
		const unmade = new ServiceError('refused', { transient: true, notTaken: true });
		expect(await send(create, [unmade, { status: 201 }])).toMatchObject({ outcome: 201, sent: 2 });
	});

	test.each([429, 423])('are repeated after %d: the service did not take them', async (status) => {
		expect(await send(create, [{ status }, { status: 201 }])).toMatchObject({
			outcome: 201,
			sent: 2,
		});
	});

	test('are repeated after 503 only when the service says when to come back', async () => {
		const busy = { status: 503, headers: { 'retry-after': '3' } };
		expect(await send(create, [busy, { status: 201 }])).toMatchObject({ outcome: 201, sent: 2 });
		expect(await send(create, [{ status: 503 }])).toMatchObject({ outcome: 503, sent: 1 });
		const counted = { status: 503, headers: { 'x-ratelimit-reset': '1' } };
		expect(await send(create, [counted])).toMatchObject({ outcome: 503, sent: 1 });
		const illegible = { status: 503, headers: { 'retry-after': 'soon' } };
		expect(await send(create, [illegible])).toMatchObject({ outcome: 503, sent: 1 });
	});

	test('are never repeated after a broken connection, which may have made a report', async () => {
		expect(await send(create, [broken, { status: 201 }])).toMatchObject({
			outcome: 'connection reset',
			sent: 1,
		});
		expect(await send(create, [{ status: 201, body: [broken] }, { status: 201 }])).toMatchObject({
			sent: 1,
		});
	});

	test.each([500, 502, 504])('are not repeated after %d', async (status) => {
		expect(await send(create, [{ status }])).toMatchObject({ outcome: status, sent: 1 });
	});
});

describe('pauses that the service asks for', () => {
	test('are kept to the full', async () => {
		const limited = { status: 429, headers: { 'retry-after': '40' } };
		const { tookMs } = await send(read, [limited, { status: 200 }]);
		expect(tookMs).toBeGreaterThanOrEqual(40_000);
	});

	test('hold back every other request through the same door', async () => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const resetAt = Math.round(startMs / 1_000) + 30;
		const sentAt: number[] = [];
		const http = new ScriptedHttp([
			{ status: 429, headers: { 'x-ratelimit-reset': String(resetAt) } },
			{ status: 200 },
			{ status: 200 },
		]);
		const door = retryingHttp(
			{
				exchange: async (request, use) => {
					sentAt.push(clock.now() - startMs);
					return await http.exchange(request, use);
				},
			},
			clock,
			ALWAYS_LATEST,
		);
		const first = requestText(door, read);
		await clock.run(clock.sleep(1_000));
		await clock.run(Promise.all([first, requestText(door, read)]));
		expect(sentAt[0]).toBe(0);
		expect(sentAt.slice(1).every((ms) => ms >= 30_000)).toBe(true);
	});

	test('longer than five minutes are not sat out: the user is told, and nothing more is sent', async () => {
		const clock = new FakeClock();
		const http = new ScriptedHttp([{ status: 429, headers: { 'retry-after': '3600' } }]);
		const door = retryingHttp(http, clock, ALWAYS_LATEST);
		expect((await clock.run(requestText(door, read))).status).toBe(429);
		await expect(clock.run(requestText(door, read))).rejects.toMatchObject({
			message: 'The service accepts no more requests for another 60 minutes',
			details: { failure: 'rate-limited', retryAfterMs: 3_600_000 },
		});
		expect(http.requests.length).toBe(1);
	});

	test.each(['40', '600'])('of %s s hold back no other host', async (seconds) => {
		const clock = new FakeClock();
		const startMs = clock.now();
		const file: HttpRequest = { ...read, url: 'https://cdn.example.com/a.csv', auth: 'none' };
		const http = new ScriptedHttp([
			{ status: 503, headers: { 'retry-after': seconds } },
			{ status: 200 },
			{ status: 200 },
		]);
		const door = retryingHttp(http, clock, ALWAYS_LATEST);
		const fetched = requestText(door, file);
		await clock.run(Promise.resolve());
		expect(await clock.run(requestText(door, read))).toMatchObject({ status: 200 });
		expect(clock.now() - startMs).toBeLessThan(5_000);
		await clock.run(fetched);
	});

	test('hold for every address of the host', async () => {
		const clock = new FakeClock();
		const http = new ScriptedHttp([{ status: 429, headers: { 'retry-after': '3600' } }]);
		const door = retryingHttp(http, clock, ALWAYS_LATEST);
		await clock.run(requestText(door, read));
		const other = { ...read, url: 'https://api.example.com/accounts?all=true' };
		await expect(clock.run(requestText(door, other))).rejects.toThrow('accepts no more requests');
	});

	test('end at once when the execution is stopped', async () => {
		const clock = new FakeClock();
		const http = new ScriptedHttp([{ status: 429, headers: { 'retry-after': '60' } }]);
		const result = requestText(retryingHttp(http, clock, ALWAYS_LATEST), read);
		const stopped = expect(result).rejects.toBeInstanceOf(CancelledError);
		await clock.run(Promise.resolve());
		clock.cancel();
		await stopped;
		expect(http.requests.length).toBe(1);
	});
});

test('nothing is sent again once the request has used up its own time limit', async () => {
	const clock = new FakeClock();
	const http = new ScriptedHttp([broken, { status: 503 }, broken, { body: 'late' }]);
	const slow: HttpPort = {
		exchange: async (request, use) => {
			await clock.sleep(1_000);
			return await http.exchange(request, use);
		},
	};
	const door = retryingHttp(slow, clock, () => 0);
	await expect(clock.run(requestText(door, { ...read, timeoutMs: 2_500 }))).rejects.toBe(broken);
	expect(http.requests).toHaveLength(3);
});
