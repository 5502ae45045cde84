import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface EventMessage {
	eventName: string;
	/** ISO 8601 with milliseconds, taken when it happened. */
	ts: string;
	payload: { executionId?: string; nodeName?: string };
}

/** What n8n has written down about an execution so far. */
export interface Course {
	/** When each node began, in ms since the epoch; a node may run many times. */
	begun: Array<{ node: string; at: number }>;
	ended: Array<{ node: string; at: number }>;
	/** How the execution ended; undefined while it runs. */
	outcome?: 'success' | 'failed';
}

/**
 * n8n's own log of what runs when (`n8nEventLog.log`), which it keeps to find out after a crash how far each
 * execution came. It tells when a node's output was ready, also of an execution whose data is not saved.
 */
export class EventLog {
	private readonly file: string;

	constructor(userFolder: string) {
		this.file = path.join(userFolder, '.n8n', 'n8nEventLog.log');
	}

	course(executionId: string): Course {
		const course: Course = { begun: [], ended: [] };
		for (const { eventName, ts, payload } of this.messages()) {
			if (payload.executionId !== executionId) continue;
			const step = { node: payload.nodeName ?? '', at: Date.parse(ts) };
			if (eventName === 'n8n.node.started') course.begun.push(step);
			else if (eventName === 'n8n.node.finished') course.ended.push(step);
			else if (eventName === 'n8n.workflow.success') course.outcome = 'success';
			else if (eventName === 'n8n.workflow.failed') course.outcome = 'failed';
		}
		return course;
	}

	private messages(): EventMessage[] {
		if (!existsSync(this.file)) return [];
		const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
		// Beside messages there are receipts, which have no event.
		return lines
			.map((line) => JSON.parse(line) as Partial<EventMessage>)
			.filter((message): message is EventMessage => message.eventName !== undefined);
	}
}
