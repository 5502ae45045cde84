import { type INodeTypeDescription } from 'n8n-workflow';

const TEST =
	"<b>While building your workflow</b>, click the 'Fetch Test Event' button to see the latest report as the trigger puts it out. It takes nothing away: the published workflow fires as if there had been no test. With 'Scheduled' it requests the report of the last period if none is listed.<br /><br />";

const POLLS =
	"as often as 'Poll Times' says, and starts the workflow once for each report that ends.";

const ELSEWHERE =
	" Those executions are in the <a data-key='executions'>executions list</a>, not here.";

/** What the editor says beside the trigger's fields, on the canvas, and once the workflow is published. */
export const triggerTexts: Pick<
	INodeTypeDescription,
	'activationMessage' | 'eventTriggerDescription' | 'triggerPanel'
> = {
	eventTriggerDescription: 'Looking for the latest report',
	activationMessage: `n8n now looks for reports ${POLLS} What had ended before does not start it, unless you watch it by its ID; Scheduled begins with the last period.`,
	triggerPanel: {
		header: 'See the latest report',
		executionsHelp: {
			inactive: `${TEST}<b>Once you're happy with your workflow</b>, publish it. n8n then looks ${POLLS}${ELSEWHERE}`,
			active: `${TEST}<b>Your workflow is published</b>: n8n looks ${POLLS}${ELSEWHERE}`,
		},
		activationHint: {
			inactive: `Once you've finished building your workflow, publish it: n8n then looks ${POLLS}`,
			active: `The published workflow looks ${POLLS}${ELSEWHERE}`,
		},
	},
};
