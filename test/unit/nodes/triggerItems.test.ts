import { type Report } from '../../../nodes/core/report';
import { completer } from '../../../nodes/TelecomReportTrigger/items';
import { type Fetched } from '../../../nodes/runtime/rows/outputFetcher';
import { type Watched } from '../../../nodes/runtime/watch/watchable';

const report: Report = { service: 'RingCX', reportId: 'r-1', status: 'completed' };

/** What is made of a report for which this is fetched. */
async function completed(fetched: Fetched) {
	const watched: Watched = {
		account: '',
		look: async () => await Promise.resolve({ reports: [], failures: [] }),
		request: async () => await Promise.resolve(report),
		details: async (known) => await Promise.resolve(known),
		download: async () => await Promise.resolve(fetched),
	};
	return await completer(watched, { as: 'rows', choice: {} })(report);
}

test('a report without rows puts out nothing, whatever its own state: RingCX tells none', async () => {
	expect(await completed({ report, rows: [] })).toBeUndefined();
	expect(await completed({ report: { ...report, hasFile: false } })).toBeUndefined();
	expect(await completed({ report: { ...report, status: 'pending' }, rows: [] })).toBeUndefined();
	const rows = [{ json: { a: '1' } }];
	expect(await completed({ report: { ...report, status: 'pending' }, rows })).toMatchObject({
		rows,
	});
});
