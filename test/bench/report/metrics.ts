/** How the figures are called and written. */
interface Metric {
	label: string;
	digits: number;
	/** To what it is written in: ms to s. */
	scale?: number;
	/** Whether one contestant's share of the other's tells anything. */
	compared?: boolean;
}

export const METRICS: Readonly<Record<string, Metric>> = {
	ms: { label: 'time (s)', digits: 2, scale: 0.001, compared: true },
	cpuMs: { label: 'CPU (s)', digits: 2, scale: 0.001, compared: true },
	pollCpuMs: { label: 'CPU per poll (ms)', digits: 1, compared: true },
	growthMiB: { label: 'memory growth (MiB)', digits: 0, compared: true },
	healthMs: { label: 'slowest /healthz (ms)', digits: 0 },
	savedMiB: { label: 'saved (MiB)', digits: 0 },
	succeeded: { label: 'succeeded', digits: 0 },
	readMiB: { label: 'received (MiB)', digits: 1 },
	blockedMs: { label: 'longest block (ms)', digits: 0 },
	rows: { label: 'rows counted', digits: 0 },
	slowness: { label: 'times the slowest report', digits: 3 },
	inFlight: { label: 'requests in flight, at most', digits: 0 },
	requests: { label: 'requests', digits: 0 },
	statusRequests: { label: 'status requests', digits: 0 },
	perRound: { label: 'status requests per round', digits: 1 },
	requestsPerPoll: { label: 'requests per poll', digits: 2 },
	loadCpuMs: { label: 'CPU of loading (ms)', digits: 1 },
	heapMiB: { label: 'heap for loading (MiB)', digits: 1 },
	startCpuMs: { label: 'CPU of the start (s)', digits: 2, scale: 0.001, compared: true },
	residentMiB: { label: 'resident memory (MiB)', digits: 0, compared: true },
	packedKb: { label: 'tarball (kB)', digits: 0 },
	unpackedKb: { label: 'unpacked (kB)', digits: 0 },
};
