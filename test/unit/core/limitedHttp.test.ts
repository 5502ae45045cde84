import { CancelledError } from '../../../nodes/core/errors';
import { type HttpPort, type HttpRequest } from '../../../nodes/core/http/httpPort';
import { limitedHttp } from '../../../nodes/core/http/limitedHttp';
import { requestText } from '../../../nodes/core/http/readText';
import { retryingHttp } from '../../../nodes/core/http/retryingHttp';
import { FakeClock } from '../support/fakeClock';
import { ScriptedHttp } from '../support/scriptedHttp';

const request: HttpRequest = {
	method: 'GET',
	url: 'https://api.example.com/',
	auth: 'credential',
	accept: '*/*',
	repeat: 'always',
};
const never = () => false;

/** A service whose answers take `takesMs`; it counts who is in flight. */
function slow(clock: FakeClock, takesMs: number) {
	const seen = { files: 0, all: 0, mostFiles: 0, mostAll: 0, sent: 0 };
	const http: HttpPort = {
		exchange: async (asked, use) => {
			const file = asked.isFile === true ? 1 : 0;
			seen.sent++;
			seen.mostAll = Math.max(seen.mostAll, ++seen.all);
			seen.mostFiles = Math.max(seen.mostFiles, (seen.files += file));
			await clock.sleep(takesMs);
			seen.all--;
			seen.files -= file;
			return await new ScriptedHttp([{ status: 200 }]).exchange(asked, use);
		},
	};
	return { http, seen };
}

test('at most eight requests are in flight, and all are answered', async () => {
	const clock = new FakeClock();
	const { http, seen } = slow(clock, 100);
	const door = limitedHttp(http, never);
	const all = Promise.all(Array.from({ length: 50 }, () => requestText(door, request)));
	expect(await clock.run(all)).toHaveLength(50);
	expect(seen).toMatchObject({ sent: 50, mostAll: 8 });
});

test('long downloads leave room for a look at the other reports', async () => {
	const clock = new FakeClock();
	const startMs = clock.now();
	const { http, seen } = slow(clock, 60_000);
	const door = limitedHttp(http, never);
	const downloads = Array.from({ length: 30 }, () =>
		requestText(door, { ...request, isFile: true }),
	);
	const look = requestText(door, request).then(() => clock.now() - startMs);
	expect(await clock.run(look)).toBe(60_000);
	expect(seen.mostFiles).toBe(6);
	await clock.run(Promise.all(downloads));
	expect(seen.mostFiles).toBe(6);
});

test('what queues is held back by a pause that the service asks for', async () => {
	const clock = new FakeClock();
	const startMs = clock.now();
	const sentAt: number[] = [];
	const limited: HttpPort = {
		exchange: async (asked, use) => {
			sentAt.push(clock.now() - startMs);
			const busy = clock.now() - startMs < 60_000;
			const reply = busy ? { status: 429, headers: { 'retry-after': '60' } } : { status: 200 };
			return await new ScriptedHttp([reply]).exchange(asked, use);
		},
	};
	const door = limitedHttp(
		retryingHttp(limited, clock, () => 0),
		never,
	);
	const replies = await clock.run(
		Promise.all(Array.from({ length: 100 }, () => requestText(door, request))),
	);
	expect(replies.every(({ status }) => status === 200)).toBe(true);
	expect(sentAt.filter((ms) => ms < 60_000).length).toBeLessThanOrEqual(8);
});

test('nothing that still queues is sent after a stop', async () => {
	const clock = new FakeClock();
	const { http, seen } = slow(clock, 100);
	let stopped = false;
	const door = limitedHttp(http, () => stopped);
	const all = Promise.allSettled(Array.from({ length: 20 }, () => requestText(door, request)));
	await clock.run(Promise.resolve());
	stopped = true;
	const results = await clock.run(all);
	expect(seen.sent).toBe(8);
	expect(results.slice(8)).toEqual(
		results.slice(8).map(() => ({ status: 'rejected', reason: expect.any(CancelledError) })),
	);
});
