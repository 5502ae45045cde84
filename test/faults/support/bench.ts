import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { startSandbox, type Sandbox } from '../../sandbox';

/** Account report whose file is handed over by a redirect to a signed link. */
export const REDIRECTED = '64';
/** Rows of a report. */
export const ROWS = 40;

/**
 * Ports below those that the system gives out by itself. A server that is down must not find its port taken by the
 * sandbox of another run, to which the requests would go.
 */
const PORTS = { first: 10_000, count: 20_000 };
/** Each of the test processes has its own. */
let nextPort = (Number(process.env.JEST_WORKER_ID ?? 0) * 6_000 + process.pid * 2) % PORTS.count;

/** A sandbox whose reports are ready at once. */
export async function newSandbox(): Promise<Sandbox> {
	for (;;) {
		const [port, storagePort] = [nextPort, nextPort + 1].map((at) => PORTS.first + at);
		nextPort = (nextPort + 2) % PORTS.count;
		try {
			return await startSandbox({
				jobMs: 0,
				rows: ROWS,
				port,
				storagePort,
				redirectedDefinitions: [REDIRECTED],
			});
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		}
	}
}

/** A host that no login may reach; it remembers what it was sent, as text. */
export class ForeignHost {
	readonly heard: string[] = [];
	private constructor(private readonly server: Server) {}

	static async start(): Promise<ForeignHost> {
		const server = createServer((request, response) => {
			const pieces = [request.url, JSON.stringify(request.headers)];
			request.on('data', (piece: Buffer) => pieces.push(piece.toString()));
			request.on('end', () => {
				host.heard.push(pieces.join('\n'));
				response.end('<!DOCTYPE html>\n<html><body>Another site</body></html>');
			});
		});
		const host = new ForeignHost(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return host;
	}

	/** An address there. `mark` tells one run's requests from another's. */
	url(mark: string): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${mark}`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
