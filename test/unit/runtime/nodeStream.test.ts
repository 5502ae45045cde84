import { PassThrough, Readable } from 'node:stream';
import { toByteStream } from '../../../nodes/runtime/nodeStream';
import { textOf } from '../support/scriptedHttp';

const IDLE_MS = 60;
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

test('a body in which nothing arrives any more is given up, and its connection closed', async () => {
	const body = new PassThrough();
	let hungUp = 0;
	const stream = toByteStream(body, () => hungUp++, IDLE_MS);
	body.write('half');
	await expect(textOf(stream)).rejects.toMatchObject({
		message: 'The service stopped sending for 0.06 seconds',
		details: { transient: true },
	});
	expect(hungUp).toBe(1);
});

test('a body that never begins is given up too', async () => {
	await expect(textOf(toByteStream(new PassThrough(), () => undefined, IDLE_MS))).rejects.toThrow(
		'stopped sending',
	);
});

test('a slow reader is no idle service', async () => {
	const stream = toByteStream(
		Readable.from([Buffer.from('a'), Buffer.from('b')]),
		() => undefined,
		IDLE_MS,
	);
	const seen: string[] = [];
	for await (const chunk of stream) {
		seen.push(Buffer.from(chunk).toString());
		await pause(IDLE_MS * 3);
	}
	expect(seen).toEqual(['a', 'b']);
});

test('a body that trickles is not given up', async () => {
	async function* trickle() {
		for (const letter of 'abcdef') {
			await pause(80);
			yield Buffer.from(letter);
		}
	}
	// All together it takes longer than the limit, no pause comes near it.
	expect(await textOf(toByteStream(Readable.from(trickle()), () => undefined, 400))).toBe('abcdef');
});

test('a connection that breaks is told in words', async () => {
	const body = new PassThrough();
	body.write('half');
	setImmediate(() => body.destroy(new Error('socket hang up')));
	await expect(textOf(toByteStream(body, () => undefined))).rejects.toThrow('The connection broke');
});

test('dropping a body that nobody reads hangs up and harms nobody', async () => {
	const body = new PassThrough();
	let hungUp = 0;
	toByteStream(body, () => {
		hungUp++;
		body.emit('error', new Error('canceled'));
	}).destroy();
	await pause(5);
	expect([hungUp, body.destroyed]).toEqual([1, true]);
});

test('bytes become a stream of the kind that n8n stores', async () => {
	const made = toByteStream(new PassThrough(), () => undefined).toPlatformStream(
		Readable.from([Buffer.from('x')]),
	);
	expect(made).toBeInstanceOf(Readable);
	expect(await textOf(made as Readable)).toBe('x');
});

test('what a long body leaves in memory is cleared away early, not at 64 MiB', async () => {
	const CHUNK = 64 * 1024;
	const idle = process.memoryUsage().arrayBuffers;
	let most = 0;
	async function* body() {
		for (let sent = 0; sent < 320 * 1024 ** 2; sent += CHUNK) {
			// The socket's buffer, and the parser's copy of it, as Node has them.
			Buffer.from(new ArrayBuffer(CHUNK));
			yield Buffer.from(new ArrayBuffer(CHUNK));
		}
	}
	for await (const chunk of toByteStream(Readable.from(body()), () => undefined)) {
		most = Math.max(most, process.memoryUsage().arrayBuffers - idle, chunk.length);
	}
	expect(most / 1024 ** 2).toBeLessThan(56);
});
