/** What kind of file a billing report type gives. */
export type BillingFileKind = 'calls' | 'messages' | 'cnam' | 'numbers' | 'usage' | 'invoice';

/**
 * All billing report types known from Bandwidth's documents and specification, and the file each one gives.
 * `usage` stands for the types whose columns are not published.
 */
export const BILLING_TYPES: Readonly<Record<string, BillingFileKind>> = {
	BDR: 'calls',
	STMTBDR: 'calls',
	UNPROVISIONED_CALLS_BDR: 'calls',
	MDR: 'messages',
	CNAMBDR: 'cnam',
	CNAMSTMTBDR: 'cnam',
	DIDSNAP: 'numbers',
	DIDSNAP_MSG: 'numbers',
	INVOICE: 'invoice',
	AMDBDR: 'usage',
	AMDSTMTBDR: 'usage',
	CONFBDR: 'usage',
	CONFSTMTBDR: 'usage',
	MSG_CAMPAIGN_CARRIER_ACTIVATION_BDR: 'usage',
	MSG_CAMPAIGN_REGISTRY_BDR: 'usage',
	RECORDINGBDR: 'usage',
	RECORDINGSTMTBDR: 'usage',
	SIPURIBDR: 'usage',
	SIPURISTMTBDR: 'usage',
	TFPEERINGSTMTBDR: 'usage',
	TNLOOKUPBDR: 'usage',
	TNLOOKUPSTMTBDR: 'usage',
	TRANSCRIPTIONBDR: 'usage',
	TRANSCRIPTIONSTMTBDR: 'usage',
	TTSBDR: 'usage',
	TTSSTMTBDR: 'usage',
};

/** The only kinds that `GET …/billingreports` lists. */
export const LISTED_TYPES: readonly string[] = ['DIDSNAP', 'DIDSNAP_MSG'];
