/** The trigger's dropdowns, filled by n8n for what its editor shows of the node. */
import { type INodeParameters, type INodeProperties, NodeHelpers } from 'n8n-workflow';
import type { DropdownRequest } from '../../support/n8nTypes';
import { TriggerBench } from '../../support/triggerBench';

let bench: TriggerBench;

beforeAll(async () => {
	bench = await TriggerBench.open('trigger-dropdowns', {});
}, 180_000);
afterAll(() => bench?.close());

/** The method that fills a field, whatever its kind. */
function methodOf({ modes, typeOptions }: INodeProperties): string | undefined {
	const list = modes?.find(({ name }) => name === 'list');
	return (
		list?.typeOptions?.searchListMethod ??
		typeOptions?.loadOptionsMethod ??
		typeOptions?.resourceMapper?.resourceMapperMethod
	);
}

/** What the editor asks n8n for, for each such field that it shows, by the field's name. */
async function dropdowns(
	login: string,
	parameters: INodeParameters,
): Promise<Map<string, DropdownRequest>> {
	const trigger = bench.trigger(login, parameters);
	const [description] = await bench.client.nodeTypes([trigger.type]);
	if (description === undefined) throw new Error(`n8n does not know ${trigger.type}`);
	const { properties } = description;
	// The editor sends all that it shows, with the defaults of what the user has left alone.
	const shown =
		NodeHelpers.getNodeParameters(
			properties,
			trigger.parameters,
			true,
			false,
			trigger,
			description,
		) ?? {};
	return new Map(
		properties.flatMap((property): Array<[string, DropdownRequest]> => {
			const methodName = methodOf(property);
			const isShown = NodeHelpers.displayParameter(shown, property, trigger, description);
			if (methodName === undefined || !isShown) return [];
			const request = {
				nodeType: trigger.type,
				methodName,
				path: `parameters.${property.name}`,
				currentNodeParameters: shown,
				credentials: trigger.credentials,
			};
			return [[property.name, request]];
		}),
	);
}

function of(requests: Map<string, DropdownRequest>, name: string): DropdownRequest {
	const request = requests.get(name);
	if (request === undefined) throw new Error(`${name} is not shown as a dropdown`);
	return request;
}

async function listed(requests: Map<string, DropdownRequest>, name: string, filter?: string) {
	const { results } = await bench.client.resourceLocatorResults(of(requests, name), { filter });
	return results.map(({ value }) => value);
}

describe('Bandwidth', () => {
	const account = { service: 'bandwidth', authentication: 'basicAuth', resource: 'accountReport' };

	test.each(['any', 'specific', 'scheduled'])(
		'the type of account reports is chosen from what the account has: %s',
		async (watch) => {
			const requests = await dropdowns('bandwidthApi', { ...account, watch });
			expect(await listed(requests, 'reportDefinitionId')).toHaveLength(18);
			expect(await listed(requests, 'reportDefinitionId', 'port-in')).toEqual(['14']);
		},
	);

	test('the form of a scheduled report does not ask for the dates that follow the period', async () => {
		const requests = await dropdowns('bandwidthApi', {
			...account,
			watch: 'scheduled',
			reportDefinitionId: { __rl: true, mode: 'list', value: '14' },
		});
		const { fields } = await bench.client.resourceMapperFields(of(requests, 'parameters'));
		expect(fields.map(({ displayName, required }) => [displayName, required])).toEqual([
			['Account', true],
			['Start Date (First Day of the Period)', false],
			['End Date (Last Day of the Period)', false],
			['Order Status (One or More)', false],
			['Include Details', false],
		]);
	});

	test('billing reports need none', async () => {
		const billing = { ...account, resource: 'billingReport', watch: 'scheduled' };
		expect([...(await dropdowns('bandwidthApi', billing)).keys()]).toEqual([]);
	});
});

test.each(['any', 'specific', 'scheduled'])(
	'Evo Voice: the account is chosen from those of the login: %s',
	async (watch) => {
		const requests = await dropdowns('evoVoiceApi', { service: 'evoVoice', watch });
		expect([...requests.keys()]).toEqual(['accountId']);
		expect(await listed(requests, 'accountId')).toEqual(['acct-001', 'acct-002']);
		expect(await listed(requests, 'accountId', 'second')).toEqual(['acct-002']);
	},
);

describe('RingCX', () => {
	const schedule = (more: INodeParameters = {}) =>
		dropdowns('ringCxApi', {
			service: 'ringCx',
			watch: 'scheduled',
			accountId: { __rl: true, mode: 'list', value: '13670001' },
			accountIds: ['13670001', '15300001'],
			...more,
		});
	const options = async (requests: Map<string, DropdownRequest>, name: string) =>
		(await bench.client.options(of(requests, name))).map(({ value }) => value);

	test('the account is chosen from those of the login, not from those of Evo Voice', async () => {
		expect(await listed(await schedule(), 'accountId')).toEqual(['13670001', '15300001']);
	});

	test('what a report covers is chosen from the accounts above', async () => {
		const requests = await schedule();
		expect(await options(requests, 'accountIds')).toEqual(['13670001', '15300001']);
		expect(await options(requests, 'cloudProfileGroupIds')).toEqual(['111', 'null']);
		expect(await options(requests, 'cloudProfileIds')).toEqual(['1111', '2222', '3333', '4444']);
		const inNoGroup = await schedule({ cloudProfileGroupIds: ['null'] });
		expect(await options(inNoGroup, 'cloudProfileIds')).toEqual(['3333', '4444']);
	});

	test('destinations are chosen from the accounts above when the report is by destination', async () => {
		const requests = await schedule({ groupBy: 'DESTINATION' });
		expect(await options(requests, 'cloudDestinationGroupIds')).toEqual(['211', 'null']);
		expect(await options(requests, 'cloudDestinationIds')).toEqual(['4546', '4467']);
	});
});

test.each(['any', 'specific', 'scheduled'])(
	'Webex: there is nothing to look up: %s',
	async (watch) => {
		const webex = { service: 'webexBroadworks', authentication: 'accessToken', watch };
		expect([...(await dropdowns('webexBroadworksApi', webex)).keys()]).toEqual([]);
	},
);

test('a login that is refused is told in the dropdown', async () => {
	const { id, name } = await bench.client.createCredential('evoVoiceApi', 'Wrong', {
		...bench.sandbox.evoVoice,
		password: 'wrong-password',
	} as never);
	const request = of(await dropdowns('evoVoiceApi', { service: 'evoVoice' }), 'accountId');
	await expect(
		bench.client.resourceLocatorResults({ ...request, credentials: { evoVoiceApi: { id, name } } }),
	).rejects.toThrow('did not accept the login');
});
