import { type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { baseUrl } from '../core/url';
import { isRun, type RequestContext } from './context';
import { type Login } from './n8nHttp';

/**
 * The login that a credential of the node stands for.
 *
 * @param defaultBaseUrl counts when the credential's own is empty or no text
 * @throws InputError when the credential's base URL cannot be used.
 */
export async function loginOf(
	context: RequestContext,
	credentialType: string,
	defaultBaseUrl: string,
): Promise<Required<Login>> {
	const fields = await context.getCredentials<ICredentialDataDecryptedObject>(credentialType);
	return { credentialType, baseUrl: baseUrl(fieldText(fields.baseUrl) || defaultBaseUrl), fields };
}

/** A credential's field as text; numbers are taken as text, anything else as empty. */
export function fieldText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/**
 * What 'Authentication' says, also where it is an expression. One connection serves a whole run, so the first
 * item's counts for all. `undefined` in a dropdown whose expression cannot be read before a run.
 */
export function authenticationOf(context: RequestContext): unknown {
	const name = 'authentication';
	if (isRun(context)) return context.getNodeParameter(name, 0, undefined);
	if (!('getCurrentNodeParameter' in context)) return context.getNodeParameter(name, null);
	try {
		return context.getNodeParameter(name, null);
	} catch {
		return undefined;
	}
}
