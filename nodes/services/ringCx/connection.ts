import { InputError, ServiceError } from '../../core/errors';
import { type HttpPort } from '../../core/http/httpPort';
import { requestText } from '../../core/http/readText';
import { isJsonObject, type JsonObject } from '../../core/json';
import { ringCxError } from './errors';
import { RINGCX } from './hosts';

/** RingCX and the way to it. */
export interface RingCxConnection {
	http: HttpPort;
	/** Checked base URL without trailing slash, e.g. `https://ringcx.ringcentral.com`. */
	baseUrl: string;
}

/**
 * Reads a list below `/voice/api/v1/admin`.
 *
 * @param path starts with a slash
 * @returns the objects in the list; whatever else is in it is left out
 * @throws ServiceError for any other answer
 */
export async function listRingCx(
	connection: RingCxConnection,
	path: string,
): Promise<JsonObject[]> {
	const reply = await requestText(connection.http, {
		method: 'GET',
		url: adminUrl(connection) + path,
		auth: 'credential',
		accept: 'application/json',
		repeat: 'always',
	});
	if (reply.status < 200 || reply.status >= 300) throw ringCxError(reply);
	const list = parsed(reply.text);
	if (Array.isArray(list)) return list.filter(isJsonObject);
	throw new ServiceError(`${RINGCX.name} answered with something that is not a list`, {
		description: `Check that the credential's 'Base URL' is the address of RingCX, e.g. ${RINGCX.baseUrl}.`,
		status: reply.status,
	});
}

/** `{baseUrl}/voice/api/v1/admin`. */
export function adminUrl({ baseUrl }: RingCxConnection): string {
	return `${baseUrl}/voice/api/v1/admin`;
}

/**
 * An account as a part of a path.
 *
 * @throws InputError when it cannot be one
 */
export function accountPath(accountId: string): string {
	if (/^[\w-]+$/.test(accountId)) return `/accounts/${accountId}`;
	throw new InputError(
		`'${accountId}' is not the ID of a RingCX account`,
		"Choose an account from the list of 'Account', or enter its number without anything around it, e.g. 99990001.",
	);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
