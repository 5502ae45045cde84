import { type INode } from 'n8n-workflow';
import type * as Errors from '../../../nodes/core/errors';
import type * as FailedItem from '../../../nodes/runtime/failedItem';

const NODE = { name: 'Reports', parameters: {} } as INode;

/** The item of a failure, put together with the errors of this version of n8n. */
function itemOf(library: string, onError: INode['onError']) {
	jest.resetModules();
	jest.doMock('n8n-workflow', () => jest.requireActual<object>(library));
	const { ServiceError } = jest.requireActual<typeof Errors>('../../../nodes/core/errors');
	const { failedItem } = jest.requireActual<typeof FailedItem>('../../../nodes/runtime/failedItem');
	const description = 'Ask again.';
	const error = new ServiceError('No report', { description, reportId: 'r-1', status: 404 });
	return failedItem({ ...NODE, onError }, error, 3);
}

const details = { description: 'Ask again.', reportId: 'r-1', httpCode: '404' };

test.each([
	['n8n-workflow', 'continueRegularOutput', 'details'],
	['n8n-workflow', 'continueErrorOutput', 'details'],
	['n8n-workflow-oldest', 'continueRegularOutput', 'details'],
	// Older ones leave it among the good items if it holds anything but `error` and `message`.
	['n8n-workflow-oldest', 'continueErrorOutput', 'message'],
] as const)('with %s and %s a failed item says what to do in `%s`', (library, onError, name) => {
	expect(itemOf(library, onError)).toEqual({
		json: { error: 'No report', [name]: details },
		pairedItem: { item: 3 },
	});
});
