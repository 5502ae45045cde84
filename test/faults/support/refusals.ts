import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Socket } from 'node:net';

/** Node tells of each socket that this process connects as a client. */
const CHANNEL = 'net.client.socket';

/** Connections that were refused: a server that does not listen cannot tell that anybody tried. */
export class Refusals {
	private readonly counts = new Map<string, number>();
	private readonly waiting = new Map<string, () => void>();

	constructor() {
		subscribe(CHANNEL, this.watch);
	}

	/** How many connections this origin has refused. */
	at(origin: string): number {
		return this.counts.get(portOf(origin)) ?? 0;
	}

	/** Calls back when this origin has refused the next connection. */
	next(origin: string, then: () => void): void {
		this.waiting.set(portOf(origin), then);
	}

	end(): void {
		unsubscribe(CHANNEL, this.watch);
	}

	private readonly watch = (message: unknown) => {
		const { socket } = message as { socket: Socket };
		socket.once('error', ({ code, port }: NodeJS.ErrnoException & { port?: number }) => {
			if (code !== 'ECONNREFUSED') return;
			const at = String(port);
			this.counts.set(at, (this.counts.get(at) ?? 0) + 1);
			this.waiting.get(at)?.();
			this.waiting.delete(at);
		});
	};
}

const portOf = (origin: string) => new URL(origin).port;
