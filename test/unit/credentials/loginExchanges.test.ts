import { LoginExchanges, type Login } from '../../../credentials/loginExchanges';
import { LoginFailure } from '../../../credentials/loginFailure';

const SCOPE = ['https://ringcx.example.com'];
const MINUTE = 60_000;

/** A login server that gives `r1` for `r0`, `r2` for `r1` and so on, each of them once. */
function server() {
	const asked: string[] = [];
	const spent = new Set<string>();
	let now = Date.UTC(2026, 10, 21);
	const exchanges = new LoginExchanges(() => now);
	const exchange = async (renewal: string): Promise<Login> => {
		asked.push(renewal);
		const isSpent = spent.has(renewal);
		spent.add(renewal);
		await new Promise((resolve) => setImmediate(resolve));
		if (isSpent) throw new LoginFailure('Spent', 'Log in again.', { cause: 'credential-invalid' });
		const next = Number(renewal.slice(1)) + 1;
		return { accessToken: `a${next}`, renewal: `r${next}`, obtainedMs: now };
	};
	const newest = async (renewal: string, with_ = exchange) =>
		await exchanges.newest(SCOPE, renewal, with_);
	return { asked, newest, pass: (ms: number) => (now += ms), now: () => now };
}

test('executions that ask at the same moment share one exchange', async () => {
	const { asked, newest } = server();
	const logins = await Promise.all([newest('r0'), newest('r0'), newest('r0')]);
	expect(new Set(logins.map(({ accessToken }) => accessToken))).toEqual(new Set(['a1']));
	expect(asked).toEqual(['r0']);
});

test('one that comes later with the spent login gets the new one', async () => {
	const { asked, newest, pass } = server();
	await newest('r0');
	pass(3 * MINUTE);
	expect(await newest('r0')).toMatchObject({ accessToken: 'a1', renewal: 'r1' });
	expect(asked).toEqual(['r0']);
});

test('and is led along to the newest when the login was renewed several times', async () => {
	const { asked, newest } = server();
	await newest('r0');
	await newest('r1');
	await newest('r2');
	expect(await newest('r0')).toMatchObject({ accessToken: 'a3', renewal: 'r3' });
	expect(asked).toEqual(['r0', 'r1', 'r2']);
});

test('a remembered login that has died by now is renewed, not handed on', async () => {
	const { asked, newest, pass } = server();
	await newest('r0');
	pass(5 * MINUTE);
	const [first, second] = await Promise.all([newest('r0'), newest('r0')]);
	expect([first?.accessToken, second?.accessToken]).toEqual(['a2', 'a2']);
	expect(asked).toEqual(['r0', 'r1']);
});

test('what was exchanged is forgotten after an hour', async () => {
	const { asked, newest, pass } = server();
	await newest('r0');
	pass(61 * MINUTE);
	await expect(newest('r0')).rejects.toThrow('Spent');
	expect(asked).toEqual(['r0', 'r0']);
});

test('a refusal counts for a quarter of a minute, so that failing items are no flood of logins', async () => {
	const { asked, newest, pass } = server();
	const refuse = async (renewal: string): Promise<Login> => {
		asked.push(renewal);
		throw new LoginFailure('No', 'Never.', { cause: 'credential-invalid' });
	};
	for (let item = 0; item < 20; item += 1) await expect(newest('r0', refuse)).rejects.toThrow('No');
	expect(asked).toHaveLength(1);
	pass(16_000);
	await expect(newest('r0', refuse)).rejects.toThrow('No');
	expect(asked).toHaveLength(2);
});

test('passing trouble counts for nobody but those who shared it', async () => {
	const { newest } = server();
	const offline = async (): Promise<Login> => {
		throw new LoginFailure('Offline', 'Later.', { cause: 'temporarily-unavailable' });
	};
	const both = await Promise.allSettled([newest('r0', offline), newest('r0', offline)]);
	expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect((await newest('r0')).accessToken).toBe('a1');
});

test('a renewal that stays the same is used again', async () => {
	const { asked, newest, now } = server();
	const same = async (renewal: string): Promise<Login> => {
		asked.push(renewal);
		return { accessToken: `a${asked.length}`, renewal, obtainedMs: now() };
	};
	expect((await newest('r0', same)).accessToken).toBe('a1');
	expect((await newest('r0', same)).accessToken).toBe('a2');
});

test('a server that goes round in circles does not keep us going', async () => {
	const { newest, now } = server();
	const round = async (renewal: string): Promise<Login> => ({
		accessToken: 'a',
		renewal: renewal === 'r0' ? 'r1' : 'r0',
		obtainedMs: now(),
	});
	await newest('r0', round);
	await newest('r1', round);
	expect((await newest('r0', round)).accessToken).toBe('a');
});

test('logins at different places have nothing to do with each other', async () => {
	const exchanges = new LoginExchanges();
	const at = (place: string) => async (): Promise<Login> => ({
		accessToken: `of ${place}`,
		renewal: 'next',
		obtainedMs: Date.now(),
	});
	const first = await exchanges.newest(['first'], 'same', at('first'));
	const second = await exchanges.newest(['second'], 'same', at('second'));
	expect([first.accessToken, second.accessToken]).toEqual(['of first', 'of second']);
});
