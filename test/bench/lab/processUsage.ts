/** What a process has used, read from Linux's /proc. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

export interface Usage {
	/** Processor time of all threads so far, in ms. */
	cpuMs: number;
	/** Resident memory now, in MiB. */
	residentMiB: number;
	/** The most there was since {@link forgetPeak}, in MiB. */
	peakMiB: number;
}

const MS_PER_TICK = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Fields of /proc/<pid>/stat behind the name in brackets: utime and stime (proc(5)). */
const UTIME = 11;
const STIME = 12;

/** @throws Error when there is no such process */
export function usageOf(pid: number): Usage {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return {
		cpuMs: (Number(fields[UTIME]) + Number(fields[STIME])) * MS_PER_TICK,
		residentMiB: kibOf(status, 'VmRSS') / 1024,
		peakMiB: kibOf(status, 'VmHWM') / 1024,
	};
}

/** Makes the peak of resident memory begin anew. */
export function forgetPeak(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function kibOf(status: string, name: string): number {
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
}
