/** Where Bandwidth is, unless a credential says otherwise. */
export const BANDWIDTH = {
	/** The service's name as its users know it. */
	name: 'Bandwidth',
	/** Host of the printed examples; its first-party PHP SDK sends both kinds of login there. */
	baseUrl: 'https://dashboard.bandwidth.com/api',
	/** Client credentials, login in a Basic header (Bandwidth/node-sdk, configuration.ts). */
	tokenUrl: 'https://api.bandwidth.com/api/v1/oauth2/token',
	/** The day on which Basic authentication stops working (dev.bandwidth.com, credentials/migration). */
	basicAuthEnds: '2 December 2026',
} as const;
