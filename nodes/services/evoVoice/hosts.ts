/** Where Evo Voice is, unless a credential says otherwise. */
export const EVO_VOICE = {
	/** The service's name as its users know it. */
	name: 'Evo Voice',
	/** Its staging system is at https://team.evovoice.io (Evo-Technologies/evo-voice-cli, src/config.ts). */
	baseUrl: 'https://evovoice.io',
	/** Roles of which a user needs one to make or list reports (metadata of BillingReport). */
	roles: 'SystemAdministrator, Manager or Customer',
} as const;
