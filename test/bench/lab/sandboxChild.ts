/**
 * The sandbox in a process of its own, so that what it costs is not counted as n8n's. Started by
 * {@link SandboxProcess}, which asks for what {@link commands} offer.
 */
import { readFileSync } from 'node:fs';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import type { BillingRequest } from '../../sandbox/bandwidth/billingFile';
import type { ReportFile } from '../../sandbox/content/reportFile';

/** A file for the billing reports that begin on a day. */
export interface FileFixture {
	startDate: string;
	/** Sent as it is; when absent, `bytes` of no meaning are sent between the mark and the end of a zip archive. */
	path?: string;
	bytes: number;
}

export type ChildOptions = Pick<SandboxOptions, 'jobMs' | 'port' | 'rows'> & {
	fixtures?: FileFixture[];
	/** How long each answer is held back, as by a network, in ms. */
	latencyMs?: number;
};

/** A request as the bench counts it. */
export interface SeenRequest {
	/** Milliseconds since the epoch. */
	at: number;
	method: string;
	path: string;
	bytesSent: number;
}

export interface Traffic {
	requests: SeenRequest[];
	maxInFlight: number;
}

const PIECE = Buffer.alloc(1024 * 1024, 0x5a);
PIECE.set([0x50, 0x4b, 0x03, 0x04]);
/** The record that ends an archive (APPNOTE 4.3.16), without which our node takes it for cut short. */
const END = Buffer.alloc(22);
END.set([0x50, 0x4b, 0x05, 0x06]);

function* archiveLike(bytes: number): Generator<Buffer> {
	for (let left = bytes - END.length; left > 0; left -= PIECE.length) {
		yield PIECE.subarray(0, left);
	}
	yield END;
}

function fixtureFile({ path, bytes }: FileFixture): ReportFile {
	const whole = path === undefined ? undefined : readFileSync(path);
	return {
		fileName: 'report.zip',
		contentType: 'application/xml',
		large: true,
		bytes,
		async *open() {
			if (whole !== undefined) yield whole;
			else yield* archiveLike(bytes);
		},
	};
}

function fileChooser(fixtures: FileFixture[]): (request: BillingRequest) => ReportFile {
	const files = new Map(fixtures.map((fixture) => [fixture.startDate, fixtureFile(fixture)]));
	return ({ startDate }) => {
		const file = files.get(startDate);
		if (file === undefined) throw new Error(`There is no file for ${startDate}`);
		return file;
	};
}

/** What the parent can ask for. */
const commands = {
	/** Requests since the last `traffic` or `reset`. */
	traffic(sandbox: Sandbox): Traffic {
		const seen = sandbox.requests.splice(0);
		return {
			requests: seen.map(({ at, method, path, bytesSent }) => ({ at, method, path, bytesSent })),
			maxInFlight: sandbox.maxInFlight(),
		};
	},
	/** Forgets requests and reports. */
	reset(sandbox: Sandbox, { latencyMs }: ChildOptions): void {
		sandbox.reset();
		if (latencyMs !== undefined) {
			sandbox.fault({ fault: { kind: 'slow', ms: latencyMs }, times: Number.POSITIVE_INFINITY });
		}
	},
};

export type Command = keyof typeof commands;

/** The sandbox without its methods: what a message can carry. */
export type Faces = Pick<
	Sandbox,
	'origin' | 'storageOrigin' | 'bandwidth' | 'webex' | 'evoVoice' | 'ringCx'
>;

async function main(options: ChildOptions): Promise<void> {
	const { fixtures, jobMs, port, rows } = options;
	const sandbox = await startSandbox({
		jobMs,
		port,
		rows,
		...(fixtures && { billingFile: fileChooser(fixtures) }),
	});
	const reply = (answer: unknown) => process.send?.(JSON.parse(JSON.stringify(answer ?? null)));
	process.on('message', (command: Command) => reply(commands[command](sandbox, options)));
	process.on('disconnect', () => process.exit());
	reply(sandbox);
}

void main(JSON.parse(process.argv[2] ?? '{}') as ChildOptions);
