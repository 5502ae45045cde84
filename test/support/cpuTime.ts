/**
 * Milliseconds of processor time that this process has spent since an earlier moment: on a busy machine they do not
 * grow with what others do.
 */
export function cpuMsSince(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}
