/** HTTP to n8n's internal API as a logged-in user: one cookie, JSON both ways. */

import { secrets } from '../../support/secrets';

/** n8n refused a request. */
export class N8nApiError extends Error {
	constructor(
		readonly method: string,
		readonly path: string,
		readonly status: number,
		message: string,
	) {
		super(`${method} ${path} answered ${status}: ${message}`);
	}
}

export class RestSession {
	private cookie = '';

	constructor(readonly origin: string) {}

	get<T>(path: string): Promise<T> {
		return this.json<T>('GET', path);
	}

	post<T>(path: string, body: unknown = {}): Promise<T> {
		return this.json<T>('POST', path, body);
	}

	patch<T>(path: string, body: unknown): Promise<T> {
		return this.json<T>('PATCH', path, body);
	}

	delete<T>(path: string): Promise<T> {
		return this.json<T>('DELETE', path);
	}

	/** The answer's body as it is. @throws N8nApiError unless 2xx */
	async bytes(path: string): Promise<Buffer> {
		const response = await this.send('GET', path);
		return Buffer.from(await response.arrayBuffer());
	}

	/** The answer's `data`, in which n8n wraps everything. @throws N8nApiError unless 2xx */
	private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.send(method, path, body);
		const answer = (await response.json()) as { data: T };
		secrets.search(`n8n's answer to ${method} ${path}`, answer);
		return answer.data;
	}

	private async send(method: string, path: string, body?: unknown): Promise<Response> {
		const response = await fetch(`${this.origin}/rest${path}`, {
			method,
			headers: {
				...(this.cookie !== '' && { cookie: this.cookie }),
				...(body !== undefined && { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const cookie = response.headers.getSetCookie().find((value) => value.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
		if (response.ok) return response;
		const text = await response.text();
		secrets.search(`n8n's refusal of ${method} ${path}`, text);
		throw new N8nApiError(method, path, response.status, messageOf(text));
	}
}

function messageOf(text: string): string {
	try {
		return (JSON.parse(text) as { message?: string }).message ?? text;
	} catch {
		return text.slice(0, 300);
	}
}
