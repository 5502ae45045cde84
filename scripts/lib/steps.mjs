/** Tells a person what is being done and for how long, also through minutes of silence. */
import process from 'node:process';

const HEARTBEAT_MS = 15_000;

/** Seconds since `startedAt` (of `performance.now()`), to a tenth. */
export function secondsSince(startedAt) {
	return Math.round((performance.now() - startedAt) / 100) / 10;
}

/**
 * Runs `action` as a named step: a line when it starts, one every 15 s unless it talks itself
 * (`talks`), and one when it ends. Answers what `action` answers.
 */
export async function step(title, action, { talks = false } = {}) {
	const startedAt = performance.now();
	console.log(`> ${title}`);
	const heartbeat = talks
		? undefined
		: setInterval(() => {
				console.log(`  ... still at it: ${title} (${Math.round(secondsSince(startedAt))} s)`);
			}, HEARTBEAT_MS);
	try {
		const result = await action();
		console.log(`  done in ${secondsSince(startedAt)} s`);
		return result;
	} finally {
		clearInterval(heartbeat);
	}
}

/** True when `flag` was given, also as `npm start --flag`, which npm turns into a setting. */
export function hasFlag(flag) {
	return process.argv.includes(`--${flag}`) || process.env[`npm_config_${flag}`] === 'true';
}
