import { startSandbox, type Sandbox } from '../sandbox';
import { BandwidthTestClient, idOf } from '../sandbox/bandwidth/testClient';
import { manualClock, unzipped } from '../sandbox/testing';

const clock = manualClock('2020-06-01T10:00:00Z');
let sandbox: Sandbox;
let client: BandwidthTestClient;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, jobMs: 3000 });
	client = new BandwidthTestClient(sandbox);
});
afterEach(() => {
	sandbox.reset();
	clock.reset();
});
afterAll(async () => await sandbox.close());

describe('files of billing reports', () => {
	async function entriesOf(type: string): Promise<Record<string, Buffer>> {
		const location = await client.createBilling(type);
		return unzipped((await sandbox.expectedFile(idOf(location))) ?? Buffer.alloc(0));
	}
	const linesOf = async (type: string) => {
		const [text] = Object.values(await entriesOf(type));
		return text?.toString().split('\r\n') ?? [];
	};

	test('a BDR has 28 columns, quoted commas and ids with leading zeros', async () => {
		const lines = await linesOf('BDR');
		expect(lines).toHaveLength(1 + 1000 + 1);
		expect(lines[0]?.split(',')).toHaveLength(28);
		expect(lines[0]).toContain(',DesinationRateCenter,CallID,');
		expect(lines[1]).toMatch(/^9900012,2020\/05\/2\d \d{1,2}:\d\d:\d\d [AP]M,/);
		expect(lines.some((line) => line.includes(',"Raleigh, NC",'))).toBe(true);
		expect(lines.some((line) => line.includes('"Call center ""East"""'))).toBe(true);
		expect(lines.slice(1, -1).every((line) => /,000\d\d,00\d{3},/.test(line))).toBe(true);
	});

	test('an MDR has bars between its fields, and quotes where a bar is inside of one', async () => {
		const lines = await linesOf('MDR');
		expect(lines[0]).toMatch(/^AccountId\|MessageType\|MessageID\|CallDirection\|/);
		expect(lines.some((line) => line.endsWith('|"FAILED|REJECTED"'))).toBe(true);
	});

	test('an invoice is a PDF', async () => {
		const [[name, bytes] = []] = Object.entries(await entriesOf('INVOICE'));
		expect(name).toMatch(/\.pdf$/);
		expect(bytes?.toString('latin1')).toMatch(/^%PDF-1\.4[^]+%%EOF\n$/);
	});

	test('the same report has the same bytes, another period has others', async () => {
		const fileAt = async (location: string | null) =>
			(await sandbox.expectedFile(idOf(location ?? '')))?.toString('base64');
		const one = await fileAt(await client.createBilling());
		expect(await fileAt(await client.createBilling())).toBe(one);
		const other = await client.createBilling('BDR', '2020-05-22');
		expect(await fileAt(other)).not.toBe(one);
	});

	test('many rows come without a length, split over several entries', async () => {
		const large = await startSandbox({ rows: 30_000, rowsPerEntry: 12_000, jobMs: 0 });
		const location = await new BandwidthTestClient(large).createBilling();
		const response = await client.get(`${location}/file`);
		expect(response.headers.get('content-length')).toBeNull();
		const bytes = Buffer.from(await response.arrayBuffer());
		const counts = Object.values(unzipped(bytes)).map(
			(text) => text.toString().split('\r\n').length - 2,
		);
		expect(counts).toEqual([12_000, 12_000, 6_000]);
		expect(bytes.equals((await large.expectedFile(idOf(location))) ?? Buffer.alloc(0))).toBe(true);
		await large.close();
	});
});
