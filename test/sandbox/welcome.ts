import type { Sandbox } from './start';

type Facts = ReadonlyArray<readonly [label: string, value: string]>;

/** What a person needs to try the services, in aligned lines. */
export function welcome(sandbox: Sandbox): string {
	const { bandwidth, webex, evoVoice, ringCx } = sandbox;
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
		[
			'Webex BroadWorks, access token',
			[
				['Base URL', webex.baseUrl],
				['Access Token', webex.accessToken],
			],
		],
		[
			'Webex BroadWorks, OAuth2',
			[
				['Base URL', webex.baseUrl],
				['Authorization URL', webex.authorizeUrl],
				['Token URL', webex.tokenUrl],
				['Client ID', webex.clientId],
				['Client Secret', webex.clientSecret],
			],
		],
		[
			'Evo Voice',
			[
				['Base URL', evoVoice.baseUrl],
				['Username', evoVoice.username],
				['Password', evoVoice.password],
				['Account IDs', evoVoice.accountIds.join(', ')],
			],
		],
		[
			'RingCX, pair of tokens (valid for one refresh)',
			[
				['Base URL', ringCx.baseUrl],
				['Access Token', ringCx.accessToken],
				['Refresh Token', ringCx.refreshToken],
				['Account IDs', ringCx.accountIds.join(', ')],
			],
		],
		[
			'RingCX, RingCentral JWT',
			[
				['Base URL', ringCx.baseUrl],
				['RingCentral URL', ringCx.ringCentralUrl],
				['Client ID', ringCx.clientId],
				['Client Secret', ringCx.clientSecret],
				['JWT', ringCx.jwt],
			],
		],
		[
			'RingCX, API token',
			[
				['Base URL', ringCx.baseUrl],
				['API Token', ringCx.apiToken],
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
