import { type INodeProperties } from 'n8n-workflow';

/** Service and, where it has two, resource: what a field is shown for. */
export type Shown = Record<string, string[]>;

export const BILLING: Shown = { service: ['bandwidth'], resource: ['billingReport'] };
export const ACCOUNT: Shown = { service: ['bandwidth'], resource: ['accountReport'] };

export function notice(name: string, show: Shown, displayName: string): INodeProperties {
	return { displayName, name, type: 'notice', displayOptions: { show }, default: '' };
}
