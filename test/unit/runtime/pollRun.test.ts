import {
	type IPollFunctions,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { beginPoll } from '../../../nodes/runtime/watch/pollRun';

const MINUTE_MS = 60_000;

/** A poll as n8n begins it, with a state object of its own. */
function begun(mode: WorkflowExecuteMode, activation: WorkflowActivateMode, data = {}) {
	const context = {
		getMode: () => mode,
		getActivationMode: () => activation,
		getWorkflowStaticData: () => data,
		getNode: () => ({ id: 'n', name: 'Trigger' }),
		getWorkflow: () => ({ id: 'w' }),
	} as unknown as IPollFunctions;
	const run = beginPoll(context);
	return { run, workMs: run.workUntilMs - run.clock.now() };
}

test('only the poll by which n8n activates a workflow must end within twenty seconds', () => {
	const data = {};
	const { run, workMs } = begun('trigger', 'activate', data);
	expect([run.first, Math.round(workMs / 1_000)]).toEqual([true, 20]);
	run.succeeded();
	const later = begun('trigger', 'activate', data);
	expect([later.run.first, Math.round(later.workMs / MINUTE_MS)]).toEqual([false, 4]);
});

test('a test by hand has the time to wait for a report, and tells everything', () => {
	const { run, workMs } = begun('manual', 'manual');
	expect([run.first, Math.round(workMs / MINUTE_MS)]).toEqual([false, 4]);
});
