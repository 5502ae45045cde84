import { type IExecuteFunctions } from 'n8n-workflow';
import { ServiceError } from '../../../nodes/core/errors';
import { type Report } from '../../../nodes/core/report';
import { runItems } from '../../../nodes/runtime/run';

const report = (reportId: string): Report => ({ service: 'Test', reportId, status: 'pending' });
const brokeOff = () => new ServiceError('The connection broke', { transient: true });

/** Runs an item for each outcome of a request for a report; answers what the failed run says. */
async function failedRun(outcomes: ReadonlyArray<Report | Error>): Promise<string> {
	const context = {
		getInputData: () => outcomes.map(() => ({ json: {} })),
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => false,
		getNode: () => ({ name: 'Reports', parameters: {} }),
		getWorkflow: () => ({ id: 'w' }),
		getExecutionId: () => 'e',
		logger: { info: () => undefined },
		sendMessageToUI: () => undefined,
	} as unknown as IExecuteFunctions;
	const failure = await runItems(
		context,
		async ({ create }) =>
			await Promise.resolve((itemIndex) => async () => {
				const outcome = outcomes[itemIndex];
				await create(async () => {
					await Promise.resolve();
					return outcome instanceof Error ? await Promise.reject<never>(outcome) : outcome!;
				});
				return [];
			}),
	).catch((error: unknown) => error);
	return (failure as { description: string }).description;
}

test('requests that may have been taken are told, beside the one whose failure is told', async () => {
	const description = await failedRun([brokeOff(), report('a'), brokeOff(), brokeOff()]);
	expect(description).toMatch(/^The report may be under way all the same\. /);
	expect(description).toContain(
		'2 other requests may have been taken as well. Look for their reports, with Get Many or at the service itself, before you create them again.',
	);
	expect(description).toContain('Other reports requested in this run can be fetched later');
	expect(description).not.toContain('Nothing is lost');
});

test('one other request that may have been taken is one', async () => {
	expect(await failedRun([brokeOff(), brokeOff()])).toContain(
		'1 other request may have been taken as well. Look for its report, with Get Many or at the service itself, before you create it again.',
	);
});

test('a failure of another kind tells of requests that may have been taken, too', async () => {
	const refused = new ServiceError('Wrong dates', { status: 400, description: 'Check the dates.' });
	expect(await failedRun([refused, brokeOff()])).toBe(
		'Check the dates. 1 request may have been taken although no answer came. Look for its report, with Get Many or at the service itself, before you create it again.',
	);
});

test('nothing is lost when it is known of every request what came of it', async () => {
	const refused = new ServiceError('Wrong dates', { status: 400, description: 'Check the dates.' });
	expect(await failedRun([report('a'), refused, refused])).toBe(
		'Check the dates. Nothing is lost: reports requested in this run can be fetched later with Download, by their ID: a.',
	);
	expect(await failedRun([brokeOff()])).not.toContain('request');
});
