import { type IExecuteFunctions, type NodeExecutionHint } from 'n8n-workflow';
import { type FileRequest } from '../../../nodes/core/service';
import { Progress } from '../../../nodes/runtime/progress';
import { OutputFetcher } from '../../../nodes/runtime/rows/outputFetcher';
import { FakeClock } from '../support/fakeClock';
import { ScriptedHttp } from '../support/scriptedHttp';

const ITEMS = 20;
const FILE: FileRequest = {
	url: 'https://example.com/a.csv',
	auth: 'none',
	accept: '*/*',
	kinds: new Set(['text']),
	explain: () => {
		throw new Error('That is the file');
	},
};

test('that reading stopped at the limit is told once in a run, not once for each item', async () => {
	const hints: NodeExecutionHint[] = [];
	const context = {
		addExecutionHints: (hint: NodeExecutionHint) => hints.push(hint),
		getNode: () => ({ name: 'Reports' }),
		getWorkflow: () => ({ id: 'w' }),
		getExecutionId: () => 'e',
		logger: { info: () => undefined },
		sendMessageToUI: () => undefined,
	} as unknown as IExecuteFunctions;
	const clock = new FakeClock();
	const run = { clock, context, progress: new Progress(context, clock) };
	const http = new ScriptedHttp(Array.from({ length: ITEMS }, () => ({ body: 'a,b\n1,2\n3,4\n' })));
	const fetcher = new OutputFetcher(run, http);
	for (let item = 0; item < ITEMS; item++) {
		const { rows } = await fetcher.fetch(
			{ file: () => FILE },
			{ service: 'Test', reportId: String(item), status: 'completed' },
			{ as: 'rows', choice: { maxRows: 1 } },
			item,
		);
		expect(rows).toEqual([{ json: { a: '1', b: '2' }, pairedItem: { item } }]);
	}
	expect(hints).toEqual([
		{
			message:
				"Reading stopped after 1 rows, as 'Limit' says. Turn on 'Return All' to get every row.",
			type: 'info',
			location: 'outputPane',
		},
	]);
});
