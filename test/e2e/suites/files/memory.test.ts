/** What a large file costs n8n's process, with n8n's own default of keeping files in the file system. */
import { readFileSync, writeFileSync } from 'node:fs';
import { NOVEMBER } from '../../support/bandwidth';
import { BandwidthBench } from '../../support/bandwidthBench';
import { sizeTold } from '../../support/n8nVersion';
import { REPORT } from '../../support/reportBench';
import { sharedServer } from '../../support/sharedServer';

const MIB = 1024 ** 2;
const FILE_BYTES = 512 * MIB;

let bench: BandwidthBench;

beforeAll(async () => {
	bench = await BandwidthBench.open();
});

afterAll(() => bench?.close());

/** A line of Linux's account of the process, in bytes. */
function memory(field: 'VmRSS' | 'VmHWM'): number {
	const status = readFileSync(`/proc/${sharedServer().pid}/status`, 'utf8');
	return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}

/** Has the kernel forget the highest use so far (proc(5), `clear_refs`). */
const forgetPeak = () => writeFileSync(`/proc/${sharedServer().pid}/clear_refs`, '5');

test('a file of 512 MiB is stored whole while n8n grows by less than a quarter of it', async () => {
	const body = Buffer.alloc(FILE_BYTES, 'number,amount\r\n0012,1.50\r\n');
	const run = async () => await bench.run('createAndDownload', { reportType: 'BDR', ...NOVEMBER });
	// What n8n loads with a first run is not what the file costs.
	expect((await run()).error).toBeUndefined();
	bench.sandbox.fault({ path: /\/file$/, fault: { kind: 'status', status: 200, body } });
	forgetPeak();
	const before = memory('VmRSS');
	const execution = await run();
	expect(execution.error).toBeUndefined();
	expect(execution.binary(REPORT)).toMatchObject({
		id: expect.stringMatching(/^filesystem-v2:/) as string,
		...sizeTold(FILE_BYTES, '537 MB'),
	});
	expect(memory('VmHWM') - before).toBeLessThan(FILE_BYTES / 4);
});
