import { type ReportStatus } from './report';

/** Turns a service's own status word into ours. */
export type StatusTable = (serviceStatus: string | undefined) => ReportStatus;

/**
 * Builds a service's status table from the words that its documents name.
 *
 * Words are compared without regard to case or surrounding space. A word that nobody listed counts as
 * pending: it must never pass for success, and the caller's time limit keeps it from lasting for ever.
 *
 * @throws Error when a word is listed under two statuses, which would make the answer depend on order.
 */
export function statusTable(words: Record<ReportStatus, readonly string[]>): StatusTable {
	const known = new Map<string, ReportStatus>();
	for (const [status, listed] of Object.entries(words) as Array<
		[ReportStatus, readonly string[]]
	>) {
		for (const word of listed) {
			if (known.has(fold(word))) throw new Error(`Status word listed twice: ${word}`);
			known.set(fold(word), status);
		}
	}
	return (serviceStatus) => known.get(fold(serviceStatus ?? '')) ?? 'pending';
}

const fold = (word: string) => word.trim().toLowerCase();
