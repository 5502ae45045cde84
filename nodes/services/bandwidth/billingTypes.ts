/** A billing report that Bandwidth makes, as users see it. */
interface BillingType {
	/** The value that the API takes. */
	value: string;
	name: string;
	description: string;
}

/**
 * Billing report types: the 14 of Bandwidth's guide and those of its API description and error list
 * (Bandwidth/api-docs, specs/numbers.yml and numbers/errors). Which of them an account has depends on its
 * products.
 */
export const BILLING_TYPES: readonly BillingType[] = [
	{
		value: 'AMDBDR',
		name: 'Answering Machine Detection',
		description: 'Detection events, day by day',
	},
	{
		value: 'AMDSTMTBDR',
		name: 'Answering Machine Detection (Statement)',
		description: 'Detection events, matching the invoice',
	},
	{ value: 'CNAMBDR', name: 'Caller Name', description: 'Caller name queries, day by day' },
	{
		value: 'CNAMSTMTBDR',
		name: 'Caller Name (Statement)',
		description: 'Caller name queries, matching the invoice',
	},
	{ value: 'CONFBDR', name: 'Conferences', description: 'Conference records, day by day' },
	{
		value: 'CONFSTMTBDR',
		name: 'Conferences (Statement)',
		description: 'Conference records, matching the invoice',
	},
	{ value: 'INVOICE', name: 'Invoice', description: 'The invoice files of the period' },
	{
		value: 'MDR',
		name: 'Messages (MDR)',
		description: 'A record for each message, day by day; the final invoice may differ',
	},
	{
		value: 'MSG_CAMPAIGN_CARRIER_ACTIVATION_BDR',
		name: 'Messaging Campaign Carrier Activations',
		description: 'Fees for activating campaigns with carriers',
	},
	{
		value: 'MSG_CAMPAIGN_REGISTRY_BDR',
		name: 'Messaging Campaign Registry',
		description: 'Fees of the campaign registry',
	},
	{ value: 'TNLOOKUPBDR', name: 'Number Lookups', description: 'Number lookups, day by day' },
	{
		value: 'TNLOOKUPSTMTBDR',
		name: 'Number Lookups (Statement)',
		description: 'Number lookups, matching the invoice',
	},
	{
		value: 'DIDSNAP',
		name: 'Phone Numbers',
		description: 'The phone numbers of the account, matching the invoice',
	},
	{
		value: 'DIDSNAP_MSG',
		name: 'Phone Numbers with Messaging',
		description: 'The phone numbers that can send and receive messages, matching the invoice',
	},
	{
		value: 'RECORDINGBDR',
		name: 'Recordings',
		description: 'A record for each recording, day by day',
	},
	{
		value: 'RECORDINGSTMTBDR',
		name: 'Recordings (Statement)',
		description: 'A record for each recording, matching the invoice',
	},
	{ value: 'SIPURIBDR', name: 'SIP URI Calls', description: 'Calls to SIP URIs, day by day' },
	{
		value: 'SIPURISTMTBDR',
		name: 'SIP URI Calls (Statement)',
		description: 'Calls to SIP URIs, matching the invoice',
	},
	{ value: 'TTSBDR', name: 'Text to Speech', description: 'Text to speech use, day by day' },
	{
		value: 'TTSSTMTBDR',
		name: 'Text to Speech (Statement)',
		description: 'Text to speech use, matching the invoice',
	},
	{
		value: 'TFPEERINGSTMTBDR',
		name: 'Toll-Free Peering (Statement)',
		description: 'Toll-free peering calls, matching the invoice',
	},
	{
		value: 'TRANSCRIPTIONBDR',
		name: 'Transcriptions',
		description: 'A record for each call transcription, day by day',
	},
	{
		value: 'TRANSCRIPTIONSTMTBDR',
		name: 'Transcriptions (Statement)',
		description: 'A record for each call transcription, matching the invoice',
	},
	{
		value: 'UNPROVISIONED_CALLS_BDR',
		name: 'Unprovisioned Calls',
		description: 'Calls from numbers that are not set up on the account',
	},
	{
		value: 'BDR',
		name: 'Voice Calls (BDR)',
		description: 'A record for each call, day by day; the final invoice may differ',
	},
	{
		value: 'STMTBDR',
		name: 'Voice Calls (Statement)',
		description: 'A record for each call, matching the invoice',
	},
];

/** The only kinds that Bandwidth can list (code 15616 for any other). */
export const LISTABLE_TYPES = ['DIDSNAP', 'DIDSNAP_MSG'] as const;
