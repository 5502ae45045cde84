/** Where Webex is, unless a credential says otherwise. */
export const WEBEX = {
	/** The service's name as its users know it. */
	name: 'Webex BroadWorks',
	baseUrl: 'https://webexapis.com/v1',
	/** Authorization code grant; the client's ID and secret go into the body. */
	authUrl: 'https://webexapis.com/v1/authorize',
	tokenUrl: 'https://webexapis.com/v1/access_token',
	/** The first lists and shows reports, the second creates and deletes them. */
	scopes:
		'spark-admin:broadworks_billing_reports_read spark-admin:broadworks_billing_reports_write',
} as const;
