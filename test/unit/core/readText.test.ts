import { ServiceError } from '../../../nodes/core/errors';
import { type HttpRequest } from '../../../nodes/core/http/httpPort';
import { requestText } from '../../../nodes/core/http/readText';
import { statusError } from '../../../nodes/core/http/statusError';
import { ScriptedHttp } from '../support/scriptedHttp';

const request: HttpRequest = {
	method: 'GET',
	url: 'https://api.example.com/reports',
	auth: 'credential',
	accept: 'application/xml',
	repeat: 'always',
};
const MIB = 1024 ** 2;
const LIMIT = 8 * MIB;

test('100 MB of XML are refused in words once they pass 8 MiB, and no more of them is read', async () => {
	const piece = Buffer.alloc(MIB, '<a>x</a>');
	const pieces = Array.from({ length: 100 }, () => piece);
	let read = 0;
	const counted = new Proxy(pieces, {
		get: (target, key, receiver) => {
			if (typeof key === 'string' && /^\d+$/.test(key)) read = Number(key) + 1;
			return Reflect.get(target, key, receiver) as unknown;
		},
	});
	const http = new ScriptedHttp([{ body: counted }]);
	const error = await requestText(http, request).catch((caught: unknown) => caught);
	expect(error).toBeInstanceOf(ServiceError);
	expect((error as ServiceError).message).toBe(
		'The service sent an answer that is too large to be read',
	);
	expect((error as ServiceError).details.description).toContain(' 8 MiB at most');
	expect(read).toBe(9);
	expect(http.destroyed).toBe(1);
});

test('an answer of exactly 8 MiB is read whole', async () => {
	const http = new ScriptedHttp([{ body: [Buffer.alloc(LIMIT - 1, 'x'), Buffer.from('y')] }]);
	const { text } = await requestText(http, request);
	expect([text.length, text.at(-1)]).toEqual([LIMIT, 'y']);
});

test('a byte order mark is no part of an answer, and a character may come in pieces', async () => {
	const bytes = Buffer.from('\uFEFF{"a":"😀"}');
	const body = [...bytes].map((byte) => Uint8Array.of(byte));
	expect((await requestText(new ScriptedHttp([{ body }]), request)).text).toBe('{"a":"😀"}');
});

test('a code that fills the screen is cut and made fit for one line', () => {
	const reply = { status: 400, headers: {}, text: '' };
	const error = statusError('Service', reply, { code: `1\n\u001b${'x'.repeat(5_000)}` });
	expect(error.message).toMatch(/^Service did not accept the request \(code 1 x{297}…\)$/);
	expect(error.details.serviceCode).toHaveLength(300);
});

test('an answer of which a byte comes now and then is given up after two minutes', async () => {
	let nowMs = 1_000_000;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
	try {
		const drip = (bytes: number) =>
			new Proxy(
				Array.from({ length: bytes }, () => Buffer.from('x')),
				{
					get: (target, key, receiver) => {
						if (typeof key === 'string' && /^\d+$/.test(key)) nowMs += 40_000;
						return Reflect.get(target, key, receiver) as unknown;
					},
				},
			);
		const read = async (bytes: number) =>
			await requestText(new ScriptedHttp([{ body: drip(bytes) }]), request);
		expect((await read(3)).text).toBe('xxx');
		await expect(read(1_000)).rejects.toMatchObject({
			message: 'The service took more than two minutes to send its answer',
			details: { transient: true },
		});
		expect(nowMs).toBe(1_000_000 + 7 * 40_000);
	} finally {
		clock.mockRestore();
	}
});
