/**
 * A login that could not be renewed. n8n wraps whatever a credential throws; the nodes find this by its name
 * below the wrapping, and n8n shows its message as the outcome of a credential test. It carries no cause: what
 * n8n's request helper throws holds the request, and so the secrets in it.
 */
export class LoginFailure extends Error {
	override readonly name = 'LoginFailure';
	/** All that n8n 1.x keeps of what it wraps, beside the message, is a code; `code` itself is shown by credential tests. */
	readonly errorCode: string;

	/**
	 * @param what what happened, without a full stop
	 * @param advice what to do about it
	 * @param failure n8n's word for it
	 */
	constructor(
		readonly what: string,
		readonly advice: string,
		readonly failure: { cause: 'credential-invalid' | 'rate-limited' | 'temporarily-unavailable' },
	) {
		super(`${what}. ${advice}`);
		this.errorCode = failure.cause;
	}
}
