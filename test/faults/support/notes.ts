import { FAULT_NAMES } from './faults';
import { REQUESTS, type Subject } from './subject';

/** Why a subject has no such request, or why a fault cannot hit it: one line for each reason and what it is for. */
export function notes({ asks, without }: Subject): string[] {
	const missing = new Map<string, string[]>();
	for (const request of REQUESTS) {
		const why = without[request];
		if (why !== undefined) add(missing, why, request);
	}
	const columns = REQUESTS.filter((request) => asks[request] !== undefined);
	const spared = new Map<string, string[]>();
	for (const fault of FAULT_NAMES) {
		const byReason = new Map<string, string[]>();
		for (const request of columns) {
			const why = without[`${request}: ${fault}`];
			if (why !== undefined) add(byReason, why, request);
		}
		for (const [why, requests] of byReason) {
			const where = requests.length === columns.length ? 'any request' : requests.join(', ');
			add(spared, `${where}: ${why}`, fault);
		}
	}
	return [
		...[...spared].map(([reason, faults]) => `- Not tried: ${faults.join('; ')} at ${reason}.`),
		...[...missing].map(([why, requests]) => `- No ${requests.join(', ')}: ${why}.`),
	];
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
	lists.set(key, [...(lists.get(key) ?? []), value]);
}
