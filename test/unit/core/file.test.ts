import fc from 'fast-check';
import { ServiceError } from '../../../nodes/core/errors';
import { fetchReportFile, type OpenFile } from '../../../nodes/core/file/fetchFile';
import {
	defaultFileName,
	fileNameFromHeaders,
	safeFileName,
} from '../../../nodes/core/file/fileName';
import { peek } from '../../../nodes/core/file/peek';
import { sniff } from '../../../nodes/core/file/sniff';
import { type FileRequest } from '../../../nodes/core/service';
import { ScriptedHttp, textOf } from '../support/scriptedHttp';

describe('what a file is, by its first bytes', () => {
	const utf16 = (text: string) =>
		Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
	test.each([
		['zip', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0bdrs.csv', 'latin1'), 'zip'],
		['zip without entries', Buffer.from('PK\x05\x06\0\0', 'latin1'), 'zip'],
		['workbook', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml', 'latin1'), 'xlsx'],
		[
			'workbook that begins with its properties',
			Buffer.from('PK\x03\x04\x14\0\0\0\x08\0docProps/app.xml', 'latin1'),
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

	test('any bytes have a kind', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 2_000 }), (head) => typeof sniff(head) === 'string'),
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
