/** Programs that run beside n8n. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ProgramRun {
	ms: number;
	/** Processor time of the program and of what it started. */
	cpuMs: number;
	output: string;
}

/** Runs a line of shell to its end. @throws Error unless it ends well */
export async function runShell(line: string): Promise<ProgramRun> {
	const startedAt = performance.now();
	// The shell tells the times of what it ran as 0m0.12s.
	const child = spawn('sh', ['-c', `${line}\nresult=$?\ntimes\nexit $result`], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	const [code] = (await once(child, 'close')) as [number];
	const ms = performance.now() - startedAt;
	if (code !== 0) throw new Error(`${line} ended with ${code}`);
	const times = output.trimEnd().split('\n').at(-1) ?? '';
	const seconds = [...times.matchAll(/(\d+)m([\d.]+)s/g)].map(
		([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
	);
	return { ms, cpuMs: 1000 * seconds.reduce((sum, one) => sum + one, 0), output };
}
