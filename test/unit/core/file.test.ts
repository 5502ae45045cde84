import fc from 'fast-check';
import { ServiceError } from '../../../nodes/core/errors';
import { fetchReportFile, type OpenFile } from '../../../nodes/core/file/fetchFile';
import {
	defaultFileName,
	fileNameFromHeaders,
	safeFileName,
} from '../../../nodes/core/file/fileName';
import { peek } from '../../../nodes/core/file/peek';
import { sniff, SNIFF_BYTES } from '../../../nodes/core/file/sniff';
import { type FileRequest } from '../../../nodes/core/service';
import { zipOf } from '../support/archives';
import { ScriptedHttp, textOf } from '../support/scriptedHttp';

describe('what a file is, by its first bytes', () => {
	const utf16 = (text: string) =>
		Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
	const entry = (name: string, content: Buffer | string = '') => {
		const header = Buffer.alloc(30);
		header.write('PK\x03\x04', 'latin1');
		header.writeUInt32LE(content.length, 18);
		header.writeUInt16LE(name.length, 26);
		return Buffer.concat([header, Buffer.from(name, 'latin1'), Buffer.from(content)]);
	};
	test.each([
		['zip', entry('bdrs.csv'), 'zip'],
		['zip whose contents hold the letters of a workbook', entry('bdrs.csv', '\x9cxl/\x01'), 'zip'],
		['zip with a folder that is called as a workbook is', entry('calls-xl/bdrs.csv'), 'zip'],
		['zip without entries', Buffer.from('PK\x05\x06\0\0', 'latin1'), 'zip'],
		['workbook', entry('[Content_Types].xml'), 'xlsx'],
		['workbook that begins with its properties', entry('docProps/app.xml'), 'xlsx'],
		[
			'workbook that begins with something else',
			Buffer.concat([entry('mimetype', 'x'), entry('xl/workbook.xml')]),
			'xlsx',
		],
		['old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'xls'],
		['gzip', Buffer.from([0x1f, 0x8b, 8]), 'gzip'],
		['PDF', Buffer.from('%PDF-1.7'), 'pdf'],
		['CSV', Buffer.from('AccountNumber,Duration\r\n1,6'), 'text'],
		['CSV with BOM', Buffer.from('\uFEFFAccount|Amount\n'), 'text'],
		['CSV in UTF-16', utf16('Account,Amount\n'), 'text'],
		['CSV that begins with a bracket', Buffer.from('[x],y\n'), 'text'],
		['JSON list', Buffer.from(' [{"a":1}]'), 'json'],
		['JSON object', Buffer.from('{"responseStatus":{}}'), 'json'],
		['XML', Buffer.from('<?xml version="1.0"?><a/>'), 'xml'],
		['XML without declaration', Buffer.from('\n<Report/>'), 'xml'],
		['login page', Buffer.from('<!DOCTYPE html><html>'), 'html'],
		['XHTML', Buffer.from('<?xml version="1.0"?><html xmlns="x">'), 'html'],
		['nothing', Buffer.alloc(0), 'empty'],
		['other bytes', Buffer.from([1, 2, 3, 0, 0]), 'binary'],
	])('%s', (_, head, kind) => {
		expect(sniff(head)).toBe(kind);
	});

	describe.each([
		['with its sizes before it', false],
		['with its sizes behind it', true],
	])('an entry %s', (_, streamed) => {
		const first = async (name: string, content: Buffer, ...names: string[]) =>
			sniff(
				(
					await zipOf([
						{ name, content, stored: true, streamed },
						...names.map((later) => ({ name: later, content: Buffer.from('<x/>'), streamed })),
					])
				).subarray(0, SNIFF_BYTES),
			);

		test('that is a workbook does not make a workbook of the archive', async () => {
			const content = Buffer.from('<Types/>');
			const workbook = await zipOf([
				{ name: '[Content_Types].xml', content, streamed },
				{ name: 'xl/workbook.xml', content, streamed },
			]);
			expect(sniff(workbook)).toBe('xlsx');
			expect(await first('invoice.xlsx', workbook)).toBe('zip');
			expect(await first('invoice.xlsx', workbook, 'bdrs.csv')).toBe('zip');
		});

		test('that is something else does not hide the parts of a workbook behind it', async () => {
			const type = Buffer.from('application/vnd.ms-excel');
			expect(await first('mimetype', type, 'xl/workbook.xml')).toBe('xlsx');
			expect(await first('mimetype', type, 'readme', '_rels/.rels')).toBe('xlsx');
		});
	});

	test('any bytes have a kind', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({ maxLength: 2_000 }),
				fc.boolean(),
				(bytes, isZip) =>
					typeof sniff(isZip ? Buffer.concat([Buffer.from('PK\x03\x04'), bytes]) : bytes) ===
					'string',
			),
		);
	});
});

test('looking at the first bytes of a stream loses none, however it is cut', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.uint8Array({ maxLength: 900 }), { maxLength: 6 }),
			async (chunks) => {
				async function* stream() {
					yield* chunks;
				}
				const all = Buffer.concat(chunks);
				const { head, whole } = await peek(stream());
				expect(Buffer.from(head).equals(all.subarray(0, head.length))).toBe(true);
				expect(head.length).toBeGreaterThanOrEqual(Math.min(1_024, all.length));
				expect(await textOf(whole)).toBe(all.toString('utf8'));
			},
		),
	);
});

describe('a signed link', () => {
	const request: FileRequest = {
		url: 'https://cdn.example.com/a.csv?Signature=1',
		auth: 'none',
		accept: '*/*',
		kinds: new Set(['text']),
		explain: () => new ServiceError('explained'),
	};
	const read = async ({ bytes }: OpenFile) => await textOf(bytes);

	test.each([401, 403, 404, 410])('that is refused with %d is renewed once', async (status) => {
		const http = new ScriptedHttp([{ status }, { body: 'a,b' }]);
		let located = 0;
		const text = await fetchReportFile(
			http,
			() => ({ ...request, url: `${request.url}${located++}` }),
			read,
		);
		expect(text).toBe('a,b');
		expect(http.requests.map(({ url }) => url.at(-1))).toEqual(['0', '1']);
	});

	test('is not renewed for ever', async () => {
		const http = new ScriptedHttp([{ status: 403 }, { status: 403 }, { body: 'a,b' }]);
		await expect(fetchReportFile(http, () => request, read)).rejects.toThrow(
			'download link of the report was refused',
		);
		expect(http.requests).toHaveLength(2);
	});

	test('is not renewed when the service itself refuses', async () => {
		const http = new ScriptedHttp([{ status: 403 }, { body: 'a,b' }]);
		await expect(
			fetchReportFile(http, () => ({ ...request, auth: 'credential' }), read),
		).rejects.toThrow('explained');
		expect(http.requests).toHaveLength(1);
	});
});

describe('a redirect', () => {
	const request: FileRequest = {
		url: 'https://api.example.com/reports/1/file',
		auth: 'credential',
		accept: '*/*',
		kinds: new Set(['text']),
		explain: () => new ServiceError('explained'),
	};
	const fetched = async (...locations: Array<string | undefined>) => {
		const redirects = locations.map((location) => ({
			status: 302,
			headers: location === undefined ? undefined : { location },
		}));
		const http = new ScriptedHttp([...redirects, { body: 'a,b' }]);
		const result = await fetchReportFile(
			http,
			() => request,
			async ({ bytes }) => await textOf(bytes),
		).catch((error: Error) => error.message);
		return { result, requests: http.requests };
	};

	test('to another host is followed without the login', async () => {
		const { result, requests } = await fetched('https://cdn.example.com/a?Signature=1');
		expect(result).toBe('a,b');
		expect(requests.map(({ url, auth }) => [url, auth])).toEqual([
			[request.url, 'credential'],
			['https://cdn.example.com/a?Signature=1', 'none'],
		]);
	});

	test('back to the service itself is followed without the login, too', async () => {
		const { requests } = await fetched('https://cdn.example.com/a', request.url);
		expect(requests.map(({ auth }) => auth)).toEqual(['credential', 'none', 'none']);
	});

	test.each([
		['plain http', 'http://cdn.example.com/a'],
		['this machine', 'https://localhost/a'],
		['a cloud metadata address', 'http://169.254.169.254/latest/meta-data/iam'],
		['a cloud metadata address as a number', 'https://2852039166/latest'],
		['a cloud metadata address as IPv6', 'https://[fd00:ec2::254]/latest'],
		['a private network', 'https://192.168.0.1/a'],
		['a file', 'file:///etc/passwd'],
		['nowhere', undefined],
	])('to %s is refused, and nothing is sent there', async (_, location) => {
		const { result, requests } = await fetched(location);
		expect(result).toBe('The service sent the download to an address that cannot be used');
		expect(requests).toHaveLength(1);
	});

	test('by way of another host cannot reach this machine either', async () => {
		const { result, requests } = await fetched('https://cdn.example.com/a', 'https://127.0.0.1/a');
		expect(result).toBe('The service sent the download to an address that cannot be used');
		expect(requests).toHaveLength(2);
	});

	test('after redirect is not followed for ever', async () => {
		const { result, requests } = await fetched('/1', '/2', '/3', '/4', '/5');
		expect(result).toBe('The service sent the download to an address that cannot be used');
		expect(requests).toHaveLength(4);
	});
});

describe('file names', () => {
	test.each([
		[
			'unquoted, as Bandwidth sends it',
			'attachment; filename=bdrs_2020-05-21_2020-05-29.zip',
			'bdrs_2020-05-21_2020-05-29.zip',
		],
		['quoted', 'attachment; filename="a b.csv"', 'a b.csv'],
		['RFC 5987', "attachment; filename=x.csv; filename*=UTF-8''%E2%82%AC.csv", '€.csv'],
		['a path', 'attachment; filename="../../etc/passwd"', 'passwd'],
		['a path of Windows', 'attachment; filename="C:\\\\temp\\\\x.zip"', 'x.zip'],
		['an encoded path', "attachment; filename*=UTF-8''..%2F..%2Fx.zip", 'x.zip'],
		['hidden', 'attachment; filename=".bashrc"', 'bashrc'],
		[
			'a path encoded twice',
			"attachment; filename*=UTF-8''..%252F..%252Fx.zip",
			'..%2F..%2Fx.zip'.replace(/^\.+/, ''),
		],
		[
			'a path in overlong UTF-8',
			"attachment; filename=a.zip; filename*=UTF-8''..%C0%AFx.zip",
			'a.zip',
		],
		['line breaks', 'attachment; filename="a\r\nSet-Cookie: b.csv"', 'aSet-Cookie b.csv'],
		['encoded line breaks', "attachment; filename*=UTF-8''a%0D%0Ab.csv", 'ab.csv'],
		[
			'NUL, behind which another ending hides',
			"attachment; filename*=UTF-8''a.csv%00.exe",
			'a.csv.exe',
		],
		[
			'a mark that turns the direction',
			"attachment; filename*=UTF-8''a%E2%80%AEvsc.exe",
			'avsc.exe',
		],
		[
			'a charset that does not exist',
			"attachment; filename=a.csv; filename*=KLINGON''b.csv",
			'a.csv',
		],
		['broken percent signs', "attachment; filename=a.csv; filename*=UTF-8''%E2%82.csv", 'a.csv'],
		['a language', "attachment; filename*=UTF-8'de'%C3%BC.csv", 'ü.csv'],
		['ISO-8859-1', "attachment; filename*=ISO-8859-1''%FC.csv", 'ü.csv'],
		['two names, of which the first counts', 'attachment; filename=a.csv; filename=b.csv', 'a.csv'],
		['a device of Windows', 'attachment; filename=CON', '_CON'],
		['a device of Windows with an ending', 'attachment; filename="nul.csv"', '_nul.csv'],
		[
			'a device of Windows with a superscript',
			"attachment; filename*=UTF-8''COM%C2%B9.zip",
			'_COM¹.zip',
		],
		['what only begins like a device', 'attachment; filename=console.csv', 'console.csv'],
		['another stream of a file', 'attachment; filename="a.csv:hidden"', 'a.csvhidden'],
		['blanks and dots around it', 'attachment; filename=" . a.csv . "', 'a.csv'],
		['no name', 'attachment', undefined],
		['only dots', 'attachment; filename=".."', undefined],
		['not a header', '\u0000;;==', undefined],
	])('%s', (_, header, expected) => {
		expect(fileNameFromHeaders({ 'content-disposition': header })).toBe(expected);
	});

	test('are harmless whatever a header holds', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (header) => {
				const name = fileNameFromHeaders({
					'content-disposition': `attachment; filename="${header}"`,
				});
				// eslint-disable-next-line no-control-regex -- control characters are what must not be there
				return name === undefined || (!/[\x00-\x1f/\\]|^\./.test(name) && name.length <= 150);
			}),
		);
	});

	test('too long ones keep their extension', () => {
		expect(safeFileName(`${'a'.repeat(400)}.zip`)).toHaveLength(150);
		expect(safeFileName(`${'a'.repeat(400)}.zip`)).toMatch(/a\.zip$/);
		expect(safeFileName('a'.repeat(150))).toHaveLength(150);
	});

	test('too long ones are cut between characters, by what they take on a disk', () => {
		expect(safeFileName(`${'字'.repeat(400)}.zip`)).toBe(`${'字'.repeat(48)}.zip`);
		expect(safeFileName(`${'😀'.repeat(400)}.zip`)).toBe(`${'😀'.repeat(36)}.zip`);
		expect(safeFileName('😀'.repeat(400))).toBe('😀'.repeat(37));
	});

	test('a file without a name is called after its report', () => {
		const report = {
			service: 'Bandwidth',
			reportType: 'BDR',
			startDate: '2026-11-01',
			endDate: '2026-11-30',
		};
		expect(defaultFileName(report, 'zip')).toBe('bandwidth-bdr-2026-11-01-2026-11-30.zip');
		expect(defaultFileName({ service: 'Webex BroadWorks' }, 'text')).toBe('webex-broadworks.csv');
		const days = { startDate: '2026-11-01 00:00:00', endDate: '2026-11-30 23:59:59' };
		expect(defaultFileName({ service: 'RingCX', reportType: 'callDetail', ...days }, 'text')).toBe(
			'ringcx-call-detail-2026-11-01-2026-11-30.csv',
		);
	});
});
