import { promisify } from 'node:util';

import fastify, { type FastifyInstance } from 'fastify';

import { type Exchange, type Handler } from './exchange';
import { type Route } from './service';

/** Longest path parameter; Webex ids have about 100 characters. */
const MAX_PARAM_LENGTH = 500;

/** One of the sandbox's two servers. */
export class HttpServer {
	private readonly app: FastifyInstance;
	private wentFrom: { host: string; port: number } | undefined;

	constructor(
		exchange: Exchange,
		routes: readonly Route[],
		/** Answers what no route takes. */
		otherwise: Handler,
		/** Brings the spellings of a path that the services take into the form that the routes have. */
		normalizeUrl: (url: string) => string,
	) {
		this.app = fastify({
			forceCloseConnections: true,
			exposeHeadRoutes: false,
			routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
			rewriteUrl: ({ url }) => normalizeUrl(url ?? '/'),
		});
		// Bodies are read by the services themselves: their bytes matter, and so do odd labels.
		this.app.removeAllContentTypeParsers();
		this.app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
			done(null, body),
		);
		this.app.addHook('onRequest', (request, reply, done) => {
			exchange.begin(request, reply);
			done();
		});
		for (const { method, url, handle } of routes) {
			this.app.route({
				method,
				url,
				handler: async (request, reply) => await exchange.answer(request, reply, handle),
			});
		}
		this.app.setNotFoundHandler(
			async (request, reply) => await exchange.answer(request, reply, otherwise),
		);
	}

	/** Listens and returns the origin, for instance `http://127.0.0.1:34567`. */
	async listen(host: string, port: number): Promise<string> {
		await this.app.listen({ host, port });
		const address = this.app.server.address();
		if (address === null || typeof address === 'string') throw new Error('The server has no port.');
		return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
	}

	/** How many connections are open, in use or kept for later. */
	async connections(): Promise<number> {
		return await promisify(this.app.server.getConnections.bind(this.app.server))();
	}

	/** Refuses connections, for so many milliseconds or until `comeBack`. */
	goDown(ms?: number): void {
		const { server } = this.app;
		const address = server.address();
		if (address === null || typeof address === 'string') return;
		this.wentFrom = { host: address.address, port: address.port };
		server.close();
		server.closeIdleConnections();
		if (ms !== undefined) setTimeout(() => this.comeBack(), ms).unref();
	}

	/** Listens again, at the same port, if it has gone down. */
	comeBack(): void {
		if (this.wentFrom !== undefined) this.app.server.listen(this.wentFrom);
		this.wentFrom = undefined;
	}

	/** Stops listening and breaks all connections. */
	async close(): Promise<void> {
		this.wentFrom = undefined;
		await this.app.close();
	}
}
