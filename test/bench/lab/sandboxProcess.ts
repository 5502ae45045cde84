import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { basic } from '../../sandbox/testing';
import type { ChildOptions, Command, Faces, Traffic } from './sandboxChild';

/** A sandbox in another process. One request to it at a time. */
export class SandboxProcess {
	private constructor(
		private readonly child: ChildProcess,
		readonly faces: Faces,
	) {}

	static async start(options: ChildOptions = {}): Promise<SandboxProcess> {
		const child = fork(path.join(__dirname, 'sandboxChild.ts'), [JSON.stringify(options)], {
			execArgv: ['--import', 'tsx'],
		});
		const [faces] = (await once(child, 'message')) as [Faces];
		return new SandboxProcess(child, faces);
	}

	/** Requests since the last call, or since `reset`. */
	traffic(): Promise<Traffic> {
		return this.ask('traffic');
	}

	/** Forgets requests and reports; needed once before the latency works. */
	async reset(): Promise<void> {
		await this.ask('reset');
	}

	/** Has Bandwidth make a billing report of the day, as another program would. @returns its id */
	async createBillingReport(day: string): Promise<string> {
		const { baseUrl, accountId, basic: login } = this.faces.bandwidth;
		const range = `<DateRange><StartDate>${day}</StartDate><EndDate>${day}</EndDate></DateRange>`;
		const response = await fetch(`${baseUrl}/accounts/${accountId}/billingreports`, {
			method: 'POST',
			headers: { ...basic(login), 'content-type': 'application/xml' },
			body: `<BillingReport><Type>BDR</Type>${range}</BillingReport>`,
		});
		const id = response.headers.get('location')?.split('/').at(-1);
		if (response.status !== 201 || id === undefined) throw new Error(await response.text());
		return id;
	}

	/** Where Bandwidth has a report's file. */
	fileUrl(reportId: string): string {
		const { baseUrl, accountId } = this.faces.bandwidth;
		return `${baseUrl}/accounts/${accountId}/billingreports/${reportId}/file`;
	}

	async close(): Promise<void> {
		const ended = once(this.child, 'exit');
		this.child.disconnect();
		await ended;
	}

	private async ask<T>(command: Command): Promise<T> {
		this.child.send(command);
		const [answer] = (await once(this.child, 'message')) as [T];
		return answer;
	}
}
