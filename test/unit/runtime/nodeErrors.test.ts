import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { InputError, ServiceError } from '../../../nodes/core/errors';
import { toNodeError } from '../../../nodes/runtime/nodeErrors';

const node: INode = {
	id: '1',
	name: 'Reports',
	type: 'x.y',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

test('a failure of the service becomes a NodeApiError with status, cause, code and item', () => {
	const error = new ServiceError('Bandwidth accepts no more requests for now', {
		description: 'Run it later.',
		status: 429,
		failure: 'rate-limited',
		retryAfterMs: 5_000,
		serviceCode: '42',
	});
	const told = toNodeError(node, error, { itemIndex: 3, note: 'Nothing is lost.' });
	expect(told).toBeInstanceOf(NodeApiError);
	expect(told).toMatchObject({
		message: 'Bandwidth accepts no more requests for now',
		description: 'Run it later. Nothing is lost.',
		httpCode: '429',
		failure: { cause: 'rate-limited', retryAfterMs: 5_000 },
		context: { itemIndex: 3, serviceCode: '42' },
	});
});

test('bad input becomes a NodeOperationError', () => {
	const told = toNodeError(node, new InputError("'End Date' is empty", 'Choose a day.'), {
		itemIndex: 0,
	});
	expect(told).toBeInstanceOf(NodeOperationError);
	expect(told).toMatchObject({
		message: "'End Date' is empty",
		description: 'Choose a day.',
		context: { itemIndex: 0 },
	});
});

test.each([
	new InputError('The report has more rows than n8n can save', 'Set a limit.', 'abc-1'),
	new ServiceError('Bandwidth no longer has the report', { reportId: 'abc-1' }),
])('the report that a failure is about goes along: %s', (error) => {
	expect(toNodeError(node, error).context.reportId).toBe('abc-1');
});

test("our words stay although they hold one of n8n's error names", () => {
	// n8n replaces messages that contain an errno: here EPERM, inside a word.
	expect(toNodeError(node, new ServiceError('Bandwidth says: approvePermissions')).message).toBe(
		'Bandwidth says: approvePermissions',
	);
});

test('an error that n8n knows already is handed on as it is', () => {
	const known = new NodeOperationError(node, 'known');
	expect(toNodeError(node, known)).toBe(known);
});

test('anything else is told, without what may hang on it', () => {
	const stray = Object.assign(new Error('stray'), {
		config: { headers: { authorization: 'Basic c2VjcmV0' } },
	});
	const told = toNodeError(node, stray);
	expect(told.message).toBe('stray');
	expect(JSON.stringify([told, told.cause, told.context])).not.toContain('c2VjcmV0');
});
