import { type IAuthenticate } from 'n8n-workflow';

/*
 * Functions rather than n8n's declarative form, whose values are expressions: n8n stops evaluating the
 * expressions of a workflow as soon as one of its polls has ended, also for polls that are still running.
 */

/** HTTP Basic with `username` and `password`. */
export const signWithBasicAuth: IAuthenticate = (credentials, requestOptions) =>
	Promise.resolve({
		...requestOptions,
		auth: { username: textOf(credentials.username), password: textOf(credentials.password) },
	});

/** A bearer token, the credential's `accessToken`. */
export const signWithAccessToken: IAuthenticate = (credentials, requestOptions) =>
	Promise.resolve({
		...requestOptions,
		headers: {
			...requestOptions.headers,
			Authorization: `Bearer ${textOf(credentials.accessToken)}`,
		},
	});

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
