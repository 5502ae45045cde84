import { type ServiceWords } from '../../core/http/statusError';

/** What a code means for us beyond its text: what to do, and whether it ends the matter. */
type CodeFacts = Pick<ServiceWords, 'advice' | 'reportStatus' | 'transient' | 'failure'>;

const STILL_BUILDING: CodeFacts = {
	advice:
		'The report is still being made. Try again in some minutes, or use Create and Download, which waits.',
	reportStatus: 'pending',
};

const REPORT_GONE: CodeFacts = {
	advice:
		"Check the 'Report' ID. Bandwidth keeps finished reports for a limited time only: create the report again if it is older.",
};

const SUPPORT: CodeFacts = { advice: 'Ask Bandwidth support, and name this code to them.' };

const LATER: CodeFacts = {
	advice: 'A system behind Bandwidth is not available. Run the workflow again later.',
	transient: true,
	failure: 'temporarily-unavailable',
};

const INSTANCE_GONE: CodeFacts = {
	advice: 'Check the report type and the report ID, or list the reports with Get Many.',
};

const PARAMETER: CodeFacts = {
	advice:
		"Check this value under 'Parameters'. The list of allowed values comes with the report type.",
};

const EXPIRY: CodeFacts = {
	advice: "Choose an 'Expires At' between tomorrow and 30 days from now.",
};

/**
 * Bandwidth's own codes (Bandwidth/api-docs, numbers/errors), as far as they ask for something in
 * particular. Codes 19001 to 19012 are left out: another part of the service uses them too.
 */
const FACTS: Readonly<Record<string, CodeFacts>> = {
	1008: { advice: "Copy the 'Report' ID from the output of Create, without anything around it." },
	15501: {
		advice:
			"Bandwidth wants the start date before the end date. For a single day, set 'Date Range' to Custom and 'End Date' to the day after; in the trigger, choose a longer 'Period'.",
	},
	15503: { advice: "Check 'Start Date' and 'End Date'." },
	15600: { advice: "Choose a 'Report Type' that is enabled for the account." },
	15601: { ...SUPPORT, reportStatus: 'failed' },
	15602: STILL_BUILDING,
	15603: REPORT_GONE,
	15606: LATER,
	15612: { advice: 'Create the report again.', reportStatus: 'failed' },
	15613: { ...REPORT_GONE, reportStatus: 'expired' },
	15614: STILL_BUILDING,
	15615: STILL_BUILDING,
	15616: { advice: 'Only number snapshots (DIDSNAP, DIDSNAP_MSG) can be listed.' },
	19000: { advice: 'Choose a report type from the list: the account may not have this one.' },
	19019: INSTANCE_GONE,
	19023: PARAMETER,
	19024: PARAMETER,
	19025: PARAMETER,
	19030: { advice: "Choose another 'Output Format'." },
	19031: LATER,
	19032: { advice: "Fill in the parameters that are named, under 'Parameters'." },
	19033: PARAMETER,
	19034: PARAMETER,
	19035: PARAMETER,
	19036: PARAMETER,
	19037: PARAMETER,
	19038: PARAMETER,
	19039: PARAMETER,
	19040: PARAMETER,
	19043: PARAMETER,
	19046: EXPIRY,
	19048: STILL_BUILDING,
	19049: {
		advice: 'Bandwidth has deleted the file of this report. Create the report again.',
		reportStatus: 'expired',
	},
	19051: { ...SUPPORT, reportStatus: 'failed' },
	19052: { advice: "Fill in the account ID under 'Parameters'." },
	19054: PARAMETER,
	19055: PARAMETER,
	19057: PARAMETER,
	19059: EXPIRY,
	19060: PARAMETER,
	19061: PARAMETER,
	19062: PARAMETER,
	19063: PARAMETER,
	19064: PARAMETER,
	19067: {
		advice: 'There is nothing to report for these dates and parameters.',
		reportStatus: 'completed',
	},
	19068: { ...SUPPORT, reportStatus: 'failed' },
	19069: { advice: "Set 'Output Format' to csv.", reportStatus: 'failed' },
};

export function codeFacts(code: string): CodeFacts {
	return FACTS[code] ?? {};
}
