/** https without a login in the address, or http to this very machine: what `nodes/core/url` accepts, as a pattern. */
const USABLE =
	/^(https:\/\/[^\s/@\\?#]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)(\/[^?#]*)?$/i;

/**
 * The base URL of a credential's test, as an expression. n8n sends the test by itself and signs it for whatever
 * address there is, so one over which anybody on the way could read the login is replaced by one that leads
 * nowhere: n8n then tells that the URL is invalid, and sends nothing.
 */
export const TEST_BASE_URL = `={{ ${USABLE}.test(String($credentials.baseUrl).trim()) ? String($credentials.baseUrl).trim().replace(/\\/+$/, "") : "(Base URL must start with https)" }}`;
