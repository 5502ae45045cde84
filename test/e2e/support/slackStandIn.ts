/**
 * Plays Slack for n8n's Slack node, whose address cannot be changed: n8n is told of a proxy and of a
 * certificate authority, and behind the proxy is this server instead of slack.com.
 */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { loadInstalled } from './installed';
import { secrets } from '../../support/secrets';
import { TMP } from './paths';

/** A file as a channel shows it. */
export interface SlackPost {
	channel: string;
	comment: string;
	fileName: string;
	content: Buffer;
}

/** A text as a channel shows it. */
export interface SlackMessage {
	channel: string;
	text: string;
}

const TOKEN = 'xoxb-stand-in';
const API = 'slack.com';
const FILES = 'files.slack.com';
const CERTIFICATE = path.join(TMP, 'slack-stand-in.pem');

interface Upload {
	fileName: string;
	/** Bytes that the client said it would send. */
	length: number;
	content?: Buffer;
}

export class SlackStandIn {
	/** Files that have been posted, in order. */
	readonly posts: SlackPost[] = [];
	/** Texts that have been posted, in order. */
	readonly messages: SlackMessage[] = [];
	private readonly uploads = new Map<string, Upload>();
	/** Both ends of each tunnel: the servers forget a connection once it is one. */
	private readonly tunnels = new Set<Socket>();
	private readonly proxy = http.createServer((_request, response) => response.writeHead(405).end());
	private readonly slack: https.Server;

	private constructor(pair: { private: string; cert: string }) {
		this.slack = https.createServer({ key: pair.private, cert: pair.cert }, (request, response) => {
			void this.answer(request, response).catch((error: unknown) =>
				response.writeHead(500).end(String(error)),
			);
		});
		this.proxy.on('connect', (request: IncomingMessage, socket: Socket) =>
			this.tunnel(request.url ?? '', socket),
		);
	}

	static async open(): Promise<SlackStandIn> {
		const selfsigned = loadInstalled<SelfsignedModule>('selfsigned');
		const altNames = [API, FILES].map((value) => ({ type: 2, value }));
		const pair = await selfsigned.generate([{ name: 'commonName', value: API }], {
			keyType: 'ec',
			algorithm: 'sha256',
			extensions: [
				{ name: 'basicConstraints', cA: true },
				{ name: 'subjectAltName', altNames },
			],
		});
		mkdirSync(TMP, { recursive: true });
		writeFileSync(CERTIFICATE, pair.cert);
		const standIn = new SlackStandIn(pair);
		for (const server of [standIn.slack, standIn.proxy]) {
			await once(server.listen(0, '127.0.0.1'), 'listening');
		}
		return standIn;
	}

	/** The environment variables by which an n8n finds this Slack. */
	get environment(): Record<string, string> {
		const { port } = this.proxy.address() as AddressInfo;
		return {
			HTTPS_PROXY: `http://127.0.0.1:${port}`,
			NODE_EXTRA_CA_CERTS: CERTIFICATE,
		};
	}

	/** What a user would type into n8n's Slack credential. */
	get credential(): ICredentialDataDecryptedObject {
		return { accessToken: TOKEN };
	}

	async close(): Promise<void> {
		for (const socket of this.tunnels) socket.destroy();
		this.slack.closeAllConnections();
		this.proxy.closeAllConnections();
		await Promise.all(
			[this.slack, this.proxy].map((server) => new Promise((resolve) => server.close(resolve))),
		);
	}

	private tunnel(target: string, socket: Socket): void {
		if (target !== `${API}:443` && target !== `${FILES}:443`) {
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const { port } = this.slack.address() as AddressInfo;
		const upstream = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			socket.pipe(upstream).pipe(socket);
		});
		for (const [end, other] of [
			[socket, upstream],
			[upstream, socket],
		] as const) {
			this.tunnels.add(end);
			end.on('error', () => end.destroy());
			end.on('close', () => {
				this.tunnels.delete(end);
				other.destroy();
			});
		}
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '', `https://${API}`);
		const body = await buffer(request);
		secrets.search('a request to Slack', [request.url, body]);
		if (request.headers.host === FILES) {
			await this.receive(pathname, request, body);
			response.end(`OK - ${body.length}`);
			return;
		}
		const isKnown = request.headers.authorization === `Bearer ${TOKEN}`;
		response.setHeader('Content-Type', 'application/json; charset=utf-8');
		response.end(
			JSON.stringify(
				isKnown
					? this.call(pathname, searchParams, body.toString('utf8'))
					: { ok: false, error: 'invalid_auth' },
			),
		);
	}

	private call(method: string, query: URLSearchParams, body: string): object {
		if (method === '/api/files.getUploadURLExternal') {
			const id = `F${this.uploads.size + 1}`;
			const fileName = query.get('filename') ?? '';
			this.uploads.set(id, { fileName, length: Number(query.get('length')) });
			return { ok: true, file_id: id, upload_url: `https://${FILES}/upload/v1/${id}` };
		}
		if (method === '/api/files.completeUploadExternal') return this.post(body);
		if (method === '/api/chat.postMessage') return this.say(body);
		return { ok: false, error: 'unknown_method' };
	}

	private say(body: string): object {
		const { channel, text } = JSON.parse(body) as SlackMessage;
		this.messages.push({ channel, text });
		return { ok: true, channel, ts: `${this.messages.length}.000000`, message: { text } };
	}

	/** The file itself, which Slack takes without a token since its address is a secret. */
	private async receive(pathname: string, request: IncomingMessage, body: Buffer): Promise<void> {
		const upload = this.uploads.get(path.basename(pathname));
		const form = await new Response(body, {
			headers: { 'content-type': request.headers['content-type'] ?? '' },
		}).formData();
		const file = form.get('file');
		if (upload === undefined || !(file instanceof Blob)) throw new Error('There is no such upload');
		upload.content = Buffer.from(await file.arrayBuffer());
	}

	private post(body: string): object {
		const { files, channel_id, initial_comment } = JSON.parse(body) as {
			files: Array<{ id: string }>;
			channel_id: string;
			initial_comment: string;
		};
		for (const { id } of files) {
			const upload = this.uploads.get(id);
			if (upload?.content?.length !== upload?.length || upload?.content === undefined) {
				return { ok: false, error: 'file_update_failed' };
			}
			const { fileName, content } = upload;
			this.posts.push({ channel: channel_id, comment: initial_comment, fileName, content });
		}
		return { ok: true, files };
	}
}

interface SelfsignedModule {
	generate(
		attributes: Array<{ name: string; value: string }>,
		options: {
			keyType: 'ec';
			algorithm: 'sha256';
			extensions: Array<
				| { name: 'basicConstraints'; cA: boolean }
				| { name: 'subjectAltName'; altNames: Array<{ type: number; value: string }> }
			>;
		},
	): Promise<{ private: string; cert: string }>;
}
