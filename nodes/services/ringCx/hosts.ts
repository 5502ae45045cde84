/** Where RingCX is, unless a credential says otherwise. */
export const RINGCX = {
	/** The service's name as its users know it. */
	name: 'RingCX',
	/** The voice API lies below `/voice/api`, logins below `/api/auth` (engage-voice-api-docs, authentication). */
	baseUrl: 'https://ringcx.ringcentral.com',
	/** Gives a RingCentral token for a JWT. */
	ringCentralUrl: 'https://platform.ringcentral.com',
	/**
	 * The day on which RingCentral marked `reportsStreaming` as deprecated and took it out of the current API
	 * description (engage-voice-api-docs, commit 2db46ef). No date for its end is known.
	 */
	reportsDeprecatedOn: '4 May 2026',
} as const;
