import net from 'node:net';
import { canListen } from './freePort.js';
import { UserError } from './userError.mjs';

/** True when nothing on this machine listens on `port` and we may. */
export async function isPortFree(port, host = '127.0.0.1') {
	return !(await answers(port, host)) && (await canListen(port, host));
}

/** @throws UserError naming `port` and the `option` that chooses another one */
export async function requireFreePort(port, option) {
	if (await isPortFree(port)) return;
	throw new UserError(
		`Port ${port} is in use by another program (perhaps an n8n, or an earlier start of this one).\n` +
			`End that program, or choose another port: ${option} ${port + 10}`,
	);
}

/**
 * True when something takes connections there. A listener on all addresses does not everywhere keep others from a
 * single address, so ask it.
 */
export function answers(port, host) {
	return new Promise((resolve) => {
		const socket = net.connect({ port, host, timeout: 1_000 });
		const settle = (result) => {
			socket.destroy();
			resolve(result);
		};
		socket.on('connect', () => settle(true));
		socket.on('timeout', () => settle(false));
		socket.on('error', () => settle(false));
	});
}
