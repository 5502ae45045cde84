import { type RequestContext } from '../../../nodes/runtime/context';
import { loginOf } from '../../../nodes/runtime/loginOf';

const login = async (fields: Record<string, unknown>) => {
	const context = { getCredentials: async () => fields } as unknown as RequestContext;
	return await loginOf(context, 'someApi', 'https://api.example.com');
};

test('the base URL of a credential is checked', async () => {
	expect(await login({ baseUrl: ' https://other.example.com/ ', accountId: 7 })).toEqual({
		credentialType: 'someApi',
		baseUrl: 'https://other.example.com',
		fields: { baseUrl: ' https://other.example.com/ ', accountId: 7 },
	});
	await expect(login({ baseUrl: 'http://other.example.com' })).rejects.toThrow('must start with');
});

test.each([undefined, null, '', '  ', { not: 'text' }, ['text']])(
	'a base URL of %j stands for the service itself',
	async (baseUrl) => {
		expect(await login({ baseUrl })).toMatchObject({ baseUrl: 'https://api.example.com' });
	},
);
