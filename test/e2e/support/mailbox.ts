/** A mail server on loopback that keeps what it is sent instead of passing it on. */
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { secrets } from '../../support/secrets';
import { loadInstalled } from './installed';

export interface Mail {
	from: string;
	to: string[];
	subject: string;
	text: string;
	attachments: Attachment[];
}

export interface Attachment {
	fileName: string;
	/** How a mail program shows it: `attachment` is a file, `inline` a part of the text. */
	disposition: string;
	content: Buffer;
}

const USER = 'mail-user';
const PASSWORD = 'mail-password';

export class Mailbox {
	/** In order of arrival. */
	readonly mails: Mail[] = [];
	private readonly server: SmtpServer;

	private constructor(private readonly onMail: (mail: Mail) => void) {
		const { SMTPServer } = loadInstalled<SmtpModule>('smtp-server');
		this.server = new SMTPServer({
			hideSTARTTLS: true,
			allowInsecureAuth: true,
			disableReverseLookup: true,
			onAuth: ({ username, password }, _session, done) =>
				username === USER && password === PASSWORD
					? done(null, { user: USER })
					: done(new Error('Wrong user or password')),
			onData: (stream, _session, done) => void this.keep(stream).then(() => done(), done),
		});
	}

	/** Starts it on a free port; `onMail` is called with each mail. */
	static async open(onMail: (mail: Mail) => void = () => undefined): Promise<Mailbox> {
		const mailbox = new Mailbox(onMail);
		await once(mailbox.server.listen(0, '127.0.0.1'), 'listening');
		return mailbox;
	}

	/** What a user would type into n8n's SMTP credential. */
	get credential(): ICredentialDataDecryptedObject {
		const { port } = this.server.server.address() as AddressInfo;
		const login = { user: USER, password: PASSWORD };
		return { ...login, host: '127.0.0.1', port, secure: false, disableStartTls: true };
	}

	async close(): Promise<void> {
		await new Promise<void>((resolve) => this.server.close(resolve));
	}

	private async keep(stream: Readable): Promise<void> {
		const { default: PostalMime } = loadInstalled<PostalMimeModule>('postal-mime');
		const { from, to, subject, text, attachments } = await PostalMime.parse(await buffer(stream));
		const mail = {
			from: from?.address ?? '',
			to: (to ?? []).map(({ address }) => address ?? ''),
			subject: subject ?? '',
			text: text ?? '',
			attachments: attachments.map(({ filename, disposition, content }) => ({
				fileName: filename ?? '',
				disposition: disposition ?? '',
				content: Buffer.from(content),
			})),
		};
		secrets.search('a mail', mail);
		this.mails.push(mail);
		this.onMail(mail);
	}
}

interface SmtpServer {
	readonly server: Server;
	listen(port: number, host: string): Server;
	close(done: () => void): void;
}

interface SmtpModule {
	SMTPServer: new (options: {
		hideSTARTTLS: boolean;
		allowInsecureAuth: boolean;
		disableReverseLookup: boolean;
		onAuth(
			login: { username?: string; password?: string },
			session: unknown,
			done: (error: Error | null, answer?: { user: string }) => void,
		): void;
		onData(stream: Readable, session: unknown, done: (error?: Error | null) => void): void;
	}) => SmtpServer;
}

interface PostalMimeModule {
	default: {
		parse(mail: Buffer): Promise<{
			from?: { address?: string };
			to?: Array<{ address?: string }>;
			subject?: string;
			text?: string;
			attachments: Array<{
				filename: string | null;
				disposition: string | null;
				content: ArrayBuffer;
			}>;
		}>;
	};
}
