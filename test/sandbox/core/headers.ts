import type { Call } from './service';

/** A request header's value by lower-case name; empty when it was not sent. */
export function header(call: Call, name: string): string {
	return call.headers[name]?.toString() ?? '';
}
