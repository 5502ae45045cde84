import { wholeZip } from '../../../nodes/core/file/zipEnd';

const END = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1');

async function* inPieces(bytes: Buffer, size: number) {
	for (let at = 0; at < bytes.length; at += size)
		yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(bytes: Buffer, size = 7): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of wholeZip(inPieces(bytes, size))) pieces.push(piece);
	return Buffer.concat(pieces);
}

test.each([
	['without a comment', Buffer.alloc(100, 1)],
	['with the longest comment', Buffer.alloc(0)],
])('an archive %s passes as it is, however it comes in pieces', async (name, before) => {
	const comment = name.includes('longest') ? Buffer.alloc(0xffff, 'c') : Buffer.alloc(0);
	const archive = Buffer.concat([before, END, comment]);
	expect((await read(archive)).equals(archive)).toBe(true);
});

test.each([
	['no end', Buffer.alloc(100, 1)],
	['half an end', Buffer.concat([Buffer.alloc(100, 1), END.subarray(0, 12)])],
	['an end too far from the end', Buffer.concat([END, Buffer.alloc(0x10000, 1)])],
])('an archive with %s broke off', async (_, bytes) => {
	await expect(read(bytes)).rejects.toMatchObject({
		message: 'The file broke off before its end',
		details: { transient: true },
	});
});
