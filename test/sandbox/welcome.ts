import type { Sandbox } from './start';

type Facts = ReadonlyArray<readonly [label: string, value: string]>;

/** What a person needs to try the services, in aligned lines. */
export function welcome(sandbox: Sandbox): string {
	const { bandwidth } = sandbox;
	const sections: ReadonlyArray<readonly [title: string, facts: Facts]> = [
		[
			'Bandwidth, OAuth2',
			[
				['Base URL', bandwidth.baseUrl],
				['Token URL', bandwidth.tokenUrl],
				['Client ID', bandwidth.oauth2.clientId],
				['Client Secret', bandwidth.oauth2.clientSecret],
				['Account ID', bandwidth.accountId],
			],
		],
		[
			'Bandwidth, user name and password',
			[
				['Base URL', bandwidth.baseUrl],
				['Username', bandwidth.basic.username],
				['Password', bandwidth.basic.password],
				['Account ID', bandwidth.accountId],
			],
		],
	];
	const width = Math.max(...sections.flatMap(([, facts]) => facts.map(([label]) => label.length)));
	const shown = sections.map(([title, facts]) =>
		[title, ...facts.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`)].join('\n'),
	);
	return [
		`The sandbox runs at ${sandbox.origin}`,
		`Downloads by link come from ${sandbox.storageOrigin}`,
		'',
		...shown.flatMap((section) => [section, '']),
		'Press Ctrl+C to stop.',
	].join('\n');
}
