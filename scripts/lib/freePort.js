/** A port for a server that is about to start. CommonJS, since the end-to-end tests look for theirs with it too. */
const net = require('node:net');

/**
 * Below those that the system gives out by itself, to connections and to whoever asks for any: a server may take
 * seconds until it listens, and its port must still be free by then. Above those of `test/faults`.
 */
const PORTS = { first: 30_000, count: 2_700 };
/** Each of the test processes begins elsewhere. */
let next = (Number(process.env.JEST_WORKER_ID ?? 0) * 700 + process.pid) % PORTS.count;

/** A loopback port that is free now, and that this process has not given out lately. */
exports.freePort = async function freePort() {
	for (let tries = 0; tries < PORTS.count; tries += 1) {
		const port = PORTS.first + next;
		next = (next + 1) % PORTS.count;
		if (await canListen(port)) return port;
	}
	throw new Error(`No port from ${PORTS.first} on is free`);
};

/** Whether we may listen on `port`. */
function canListen(port, host = '127.0.0.1') {
	return new Promise((resolve) => {
		const server = net.createServer();
		server.on('error', () => resolve(false));
		server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
	});
}
exports.canListen = canListen;
