import { type ILoadOptionsFunctions } from 'n8n-workflow';
import { reportFields } from '../../../nodes/resources/evoVoice/fields';
import { chosenLocator } from '../../../nodes/runtime/chosenLocator';

const chosen = (parameter: unknown) =>
	chosenLocator(
		{ getCurrentNodeParameter: () => parameter } as unknown as ILoadOptionsFunctions,
		'accountId',
	);
const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });

test.each([
	[locator(' acct-1 '), 'acct-1'],
	[locator(5), '5'],
	['acct-1', 'acct-1'],
	[locator(''), undefined],
	[locator('={{ $json.account }}'), undefined],
	['={{ $json.account }}', undefined],
	[undefined, undefined],
	[null, undefined],
])('%j is the choice %p', (parameter, expected) => {
	expect(chosen(parameter)).toBe(expected);
});

test('the reports of Evo Voice are listed anew when another account is chosen', () => {
	const report = reportFields.find(({ name }) => name === 'reportId');
	expect(report?.typeOptions?.loadOptionsDependsOn).toEqual(['accountId.value']);
});
