import { parseArgs } from 'node:util';

export interface DemoOptions {
	/** The editor's port. */
	port: number;
	/** End after the jobs instead of leaving the editor open. */
	once: boolean;
	/** Forget what an earlier start left in the demo's n8n. */
	fresh: boolean;
}

/** Reads the arguments that scripts/start.mjs has checked and completed. */
export function readOptions(argv: string[]): DemoOptions {
	const { values } = parseArgs({
		args: argv,
		options: {
			port: { type: 'string' },
			once: { type: 'boolean', default: false },
			fresh: { type: 'boolean', default: false },
		},
	});
	return { port: Number(values.port), once: values.once, fresh: values.fresh };
}
