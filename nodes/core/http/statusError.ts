import { ServiceError, type FailureCause } from '../errors';
import { type ReportStatus } from '../report';
import { inSentence, oneLine, sentences } from '../text';
import { type Headers } from './httpPort';
import { saysNotTaken } from './refusal';
import { waitHintMs, waitText } from './retryTiming';

export interface FailedReply {
	status: number;
	headers: Headers;
	text: string;
}

/** What the service itself said, if it said anything legible. */
export interface ServiceWords {
	code?: string;
	text?: string;
	/** What to do, for codes that we know. */
	advice?: string;
	/** See `ServiceErrorDetails.reportStatus`. */
	reportStatus?: ReportStatus;
	transient?: boolean;
	failure?: FailureCause;
}

interface StatusFacts {
	message: string;
	advice: string;
	failure?: FailureCause;
	transient?: boolean;
}

const UNAVAILABLE: StatusFacts = {
	message: 'could not answer',
	advice: 'This usually passes. Run the workflow again later.',
	failure: 'temporarily-unavailable',
	transient: true,
};

const LIMITED: StatusFacts = {
	message: 'accepts no more requests for now',
	advice: 'It limits how many requests may be sent. Run the workflow again later or less often.',
	failure: 'rate-limited',
	transient: true,
};

const BY_STATUS: Readonly<Record<number, StatusFacts>> = {
	400: { message: 'did not accept the request', advice: 'Check the values of the fields.' },
	401: {
		message: 'did not accept the login',
		advice: 'Open the credential, check its fields and test it.',
		failure: 'credential-invalid',
	},
	403: {
		message: 'does not let this login read reports',
		advice:
			'Open the credential and check its account ID. If it is right, ask the administrator of the account to give this login the right to read reports.',
		failure: 'credential-invalid',
	},
	404: {
		message: 'does not know what was asked for',
		advice: "Check the report's ID and, in the credential, the account ID and the base URL.",
	},
	408: UNAVAILABLE,
	410: { message: 'no longer has what was asked for', advice: 'Create the report again.' },
	423: LIMITED,
	425: UNAVAILABLE,
	429: LIMITED,
	501: {
		message: 'does not do what was asked for',
		advice:
			"Check that the credential's base URL really is the service's. If it is right, the service does not offer this, and trying again does not help.",
	},
};

const UNEXPECTED: StatusFacts = {
	message: 'gave an answer that was not expected',
	advice: "Check that the credential's base URL really is the service's.",
};

/**
 * Says what a reply that is not the wanted answer means, in words that tell what to do.
 *
 * @param service the service's name as users know it
 * @param reply the whole reply
 * @param words what could be read out of its body; also used for failures told with status 200
 */
export function statusError(
	service: string,
	reply: FailedReply,
	words: ServiceWords = {},
): ServiceError {
	const facts = factsFor(reply.status, words);
	const said = inSentence(words.text ?? '');
	const retryAfterMs = waitHintMs(reply, Date.now());
	const serviceCode = words.code === undefined ? undefined : oneLine(words.code);
	const code = serviceCode === undefined ? '' : ` (code ${serviceCode})`;
	return new ServiceError(`${service} ${said === '' ? facts.message : `says: ${said}`}${code}`, {
		description: sentences(
			words.advice ?? facts.advice,
			whenAgain(facts, retryAfterMs),
			`HTTP status ${reply.status}.`,
		),
		status: reply.status,
		serviceCode,
		failure: words.failure ?? facts.failure,
		retryAfterMs,
		transient: words.transient ?? facts.transient,
		notTaken: saysNotTaken(reply),
		reportStatus: words.reportStatus,
	});
}

/** How long to wait, as far as the service says it; `undefined` when waiting would not help. */
function whenAgain(facts: StatusFacts, retryAfterMs: number | undefined): string | undefined {
	if (facts.transient !== true) return undefined;
	if (retryAfterMs !== undefined) return `It asks to wait for ${waitText(retryAfterMs)}.`;
	return facts === LIMITED ? 'It does not say for how long: try again in some minutes.' : undefined;
}

/** A success without the answer that was asked for: a service, or something before it, that is in trouble. */
export function emptyAnswer(service: string): ServiceError {
	return new ServiceError(`${service} gave an empty answer`, {
		description: UNAVAILABLE.advice,
		failure: UNAVAILABLE.failure,
		transient: true,
	});
}

function factsFor(status: number, words: ServiceWords): StatusFacts {
	const facts = BY_STATUS[status];
	if (facts !== undefined) return facts;
	if (status >= 500) return UNAVAILABLE;
	if (status >= 400) return { ...UNEXPECTED, message: 'did not accept the request' };
	return words.text === undefined ? UNEXPECTED : { ...UNEXPECTED, message: 'could not do it' };
}
