import { Secrets } from '../../support/secrets';

const SECRET = 'aws80:a b+c/d';

function found(value: unknown): number {
	const secrets = new Secrets();
	secrets.addLogin('someone', SECRET);
	secrets.search('here', value);
	return secrets.takeFinds().length;
}

test.each([
	['a text', `Bearer ${SECRET}`],
	['a list in a list', [[{ deep: SECRET }]]],
	['the name of a property', { [SECRET]: 1 }],
	['the cause of an error', new Error('Failed', { cause: new Error(SECRET) })],
	['what an error hides', Object.defineProperty(new Error(), 'context', { value: { SECRET } })],
	['a map', new Map([['key', SECRET]])],
	['bytes', Buffer.from(`x${SECRET}`)],
	['a header of HTTP Basic', Buffer.from(`someone:${SECRET}`).toString('base64')],
	['a query', `?token=${encodeURIComponent(SECRET)}`],
	['a form', new URLSearchParams({ token: SECRET }).toString()],
	['JSON in a text', JSON.stringify({ token: SECRET })],
])('a secret is found in %s', (_, value) => {
	expect(found(value)).toBeGreaterThan(0);
});

test('a secret is not found where there is none, also in what refers to itself', () => {
	const value: Record<string, unknown> = { user: 'someone', at: new Error('Failed') };
	value.self = value;
	expect(found(value)).toBe(0);
});

test('what a credential holds is known by its field, however deep; expressions and blanks are no secrets', () => {
	const secrets = new Secrets();
	secrets.addCredential({
		username: 'someone',
		password: '={{ $vars.password }}',
		clientSecret: '__n8n_BLANK_VALUE_e5362baf-c777-4d57-a609-6eaf1f9e87f6',
		oauthTokenData: { access_token: 'token-of-today' },
	});
	secrets.search('here', [
		'someone',
		'={{ $vars.password }}',
		'__n8n_BLANK_VALUE_',
		'token-of-today',
	]);
	expect(secrets.takeFinds()).toEqual([expect.stringContaining('here shows token-of-today')]);
	expect(() => secrets.add('short')).toThrow('too short');
});
