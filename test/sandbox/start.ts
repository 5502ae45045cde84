import {
	bandwidth,
	normalizeBandwidthUrl,
	type BandwidthFace,
	type BandwidthOptions,
} from './bandwidth/service';
import { collect } from './content/reportFile';
import { empty } from './core/answer';
import { type Clock, type PausableClock, pausableClock } from './core/clock';
import { Exchange } from './core/exchange';
import { FaultBook, type FaultRule } from './core/faults';
import { HttpServer } from './core/httpServer';
import { RateLimiter, type RateLimit } from './core/rateLimit';
import { Recorder, type RecordedRequest, type RequestOrigin } from './core/recorder';
import type { Call, Service, ServiceContext, Vendor } from './core/service';
import { Storage } from './core/storage';
import { evoVoice, type EvoVoiceFace } from './evoVoice/service';
import { ringCx, type RingCxFace } from './ringCx/service';
import { webex, type WebexFace } from './webex/service';

export interface SandboxOptions extends BandwidthOptions {
	/** Default 127.0.0.1. */
	host?: string;
	/** Port of the API; default 0, any free one. */
	port?: number;
	/** Port of the second origin, to which redirects and signed links point; default 0, any free one. */
	storagePort?: number;
	/** Milliseconds that an asynchronous report takes; default 3000. */
	jobMs?: number;
	/**
	 * Rows in a generated detail file, of all services or of each; default 1000. More than 20 000 are made while
	 * they are sent.
	 */
	rows?: number | Partial<Record<Vendor, number>>;
	/** Most rows in one file of an archive, more are split over several; default 250 000. */
	rowsPerEntry?: number;
	/** Milliseconds for which a signed link works; default 15 minutes. */
	linkMs?: number;
	/** Off by default; counted for each service by itself; answers 429 the service's way. */
	rateLimit?: RateLimit;
	/** The time by which everything goes, in milliseconds since the epoch; default the real one. */
	clock?: Clock;
}

export interface Sandbox {
	/** For instance `http://127.0.0.1:34567`. */
	origin: string;
	/** Another port, thus another origin: where redirects and signed links point. */
	storageOrigin: string;
	bandwidth: BandwidthFace;
	webex: WebexFace;
	evoVoice: EvoVoiceFace;
	ringCx: RingCxFace;
	/** Every request to both origins in order of arrival; the same array for the sandbox's whole life. */
	requests: RecordedRequest[];
	/** Highest number of simultaneous requests since the last reset. */
	maxInFlight(): number;
	/** How many connections to both origins are open now, in use or kept for later. */
	connections(): Promise<number>;
	/** The exact bytes that a download of this report sends; undefined when there is no such report. */
	expectedFile(reportId: string): Promise<Buffer | undefined>;
	/** Arms a fault for the next matching requests. */
	fault(rule: FaultRule): void;
	/** Forgets the faults that wait for their requests; what went down comes back. */
	clearFaults(): void;
	/** Makes a server refuse connections, for so many milliseconds or until `reset`. */
	goDown(origin: RequestOrigin, ms?: number): void;
	/** The reports that this service has made, oldest first; those that were deleted are left out. */
	reportIds(vendor: Vendor): string[];
	/** Makes all signed links given out so far too old. */
	expireLinks(): void;
	/** Forgets requests, faults, jobs, links and tokens; what went down comes back. */
	reset(): void;
	/** For what is to be seen of a report under way, however long looking takes. */
	standStillDuring: PausableClock['standStillDuring'];
	/** Stops both servers and breaks open connections. */
	close(): Promise<void>;
}

const DEFAULTS = { jobMs: 3000, rows: 1000, rowsPerEntry: 250_000, linkMs: 15 * 60_000 };

/** Starts the sandbox: two servers on loopback, one for the services and one for signed links. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { now: clock, standStillDuring } = pausableClock(options.clock ?? Date.now);
	const at = { api: '', storage: '' };
	const storage = new Storage(clock, () => at.storage);
	const { rows = {} } = options;
	const contextOf = (vendor: Vendor): ServiceContext => ({
		clock,
		storage,
		origin: () => at.api,
		jobMs: options.jobMs ?? DEFAULTS.jobMs,
		rows: (typeof rows === 'number' ? rows : rows[vendor]) ?? DEFAULTS.rows,
		rowsPerEntry: options.rowsPerEntry ?? DEFAULTS.rowsPerEntry,
		linkMs: options.linkMs ?? DEFAULTS.linkMs,
	});
	const vendors = {
		bandwidth: bandwidth(contextOf('bandwidth'), options),
		webex: webex(contextOf('webex')),
		evoVoice: evoVoice(contextOf('evoVoice')),
		ringCx: ringCx(contextOf('ringCx')),
	};
	const services: Service[] = Object.values(vendors);
	const recorder = new Recorder(clock);
	const faults = new FaultBook();
	const limiter = new RateLimiter(options.rateLimit, clock);
	const serviceOf = (path: string) =>
		services.find(({ prefixes }) => prefixes.some((prefix) => path.startsWith(`${prefix}/`)));
	const fileOf = (id: string) =>
		services.map((service) => service.file(id)).find((file) => file !== undefined);
	const elsewhere = ({ path }: Call) =>
		storage.continuation(path, fileOf, options.linkMs ?? DEFAULTS.linkMs);

	const goDown = (origin: RequestOrigin, ms?: number) => servers[origin].goDown(ms);
	const exchange = (origin: RequestOrigin) =>
		new Exchange(origin, serviceOf, recorder, faults, limiter, elsewhere, clock, (ms) =>
			goDown(origin, ms),
		);
	const api = new HttpServer(
		exchange('api'),
		services.flatMap(({ routes }) => routes),
		(call) => serviceOf(call.path)?.refusal(404) ?? empty(404),
		normalizeBandwidthUrl,
	);
	const files = new HttpServer(
		exchange('storage'),
		[],
		(call, { query }) => storage.answer(call, query),
		(url) => url,
	);
	const clearFaults = () => {
		faults.clear();
		api.comeBack();
		files.comeBack();
	};
	const servers = { api, storage: files };
	const host = options.host ?? '127.0.0.1';
	const close = async () => {
		await Promise.all([api.close(), files.close()]);
	};
	try {
		at.api = await api.listen(host, options.port ?? 0);
		at.storage = await files.listen(host, options.storagePort ?? 0);
	} catch (error) {
		await close();
		throw error;
	}

	return {
		origin: at.api,
		storageOrigin: at.storage,
		bandwidth: vendors.bandwidth.face(),
		webex: vendors.webex.face(),
		evoVoice: vendors.evoVoice.face(),
		ringCx: vendors.ringCx.face(),
		requests: recorder.requests,
		maxInFlight: () => recorder.maxInFlight(),
		connections: async () => (await api.connections()) + (await files.connections()),
		expectedFile: async (reportId) => {
			const file = fileOf(reportId);
			return file && (await collect(file.open()));
		},
		fault: (rule) => faults.arm(rule),
		clearFaults,
		goDown,
		reportIds: (vendor) => vendors[vendor].reportIds(),
		expireLinks: () => storage.expireLinks(),
		reset() {
			clearFaults();
			recorder.reset();
			limiter.reset();
			storage.reset();
			for (const service of services) service.reset();
		},
		standStillDuring,
		close,
	};
}
