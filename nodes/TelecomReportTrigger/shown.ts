import { type ICredentialsDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { WATCHABLES, type ServiceName } from '../resources/registry';

/** Service and, where it has two, resource: what a field is shown for. */
export type Shown = Record<string, string[]>;

export const BILLING: Shown = { service: ['bandwidth'], resource: ['billingReport'] };
export const ACCOUNT: Shown = { service: ['bandwidth'], resource: ['accountReport'] };

export function notice(name: string, show: Shown, displayName: string): INodeProperties {
	return { displayName, name, type: 'notice', displayOptions: { show }, default: '' };
}

/** What the field Authentication can hold, whatever the service. */
const AUTHENTICATIONS = ['accessToken', 'basicAuth', 'oAuth2'] as const;

/**
 * When a credential is asked for. n8n's editor takes a field by which credentials are *shown* for a choice that
 * belongs into the dialog of the credential, and does not show the field itself; one that hides them it leaves
 * where it is (`getMainAuthField` of its `nodeTypesUtils`).
 */
export function onlyFor(
	service: ServiceName,
	authentication?: (typeof AUTHENTICATIONS)[number],
): ICredentialsDisplayOptions {
	return {
		hide: {
			service: Object.keys(WATCHABLES).filter((other) => other !== service),
			...(authentication !== undefined && {
				authentication: AUTHENTICATIONS.filter((other) => other !== authentication),
			}),
		},
	};
}
