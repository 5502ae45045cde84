import { type Sandbox } from '../../sandbox';
import { type ForeignHost } from './bench';
import { ASKED_MS, FAULTS, type FaultName } from './faults';
import { type Refusals } from './refusals';
import { type Ask, type RequestKind, type Subject, type Weather } from './subject';

/** How often a fault comes that passes, and one that lasts. */
const TIMES = { passes: 1, lasts: 10_000 };
export type WeatherName = keyof typeof TIMES;

interface Played {
	subject: Subject;
	request: RequestKind;
	ask: Ask;
	fault: FaultName;
	name: WeatherName;
	/** Tells the run from all others of the process. */
	mark: string;
	sandbox: Sandbox;
	foreign: ForeignHost;
	refusals: Refusals;
}

/** The fault of one run. `wasMet`: whether a request has run into it. */
export function weatherOf({
	subject,
	request,
	ask,
	fault,
	name,
	mark,
	sandbox,
	foreign,
	refusals,
}: Played): Weather & { wasMet: () => boolean } {
	const creates = request === 'create' || request === 'scheduled create';
	const limit = subject.ownLimit
		? ({ kind: 'rateLimited', resetInMs: ASKED_MS } as const)
		: ({ kind: 'rateLimited', resetInMs: ASKED_MS, retryAfter: 'date' } as const);
	const played = FAULTS[fault]({ creates, limit, foreignUrl: foreign.url(mark) });
	const ends = () => sandbox.clearFaults();
	if (played !== 'down') {
		return {
			begins: () => sandbox.fault({ ...ask.hit, times: TIMES[name], fault: played }),
			ends,
			wasMet: () => sandbox.requests.some((sent) => sent.fault === played),
		};
	}
	const { origin = 'api' } = ask.after ?? ask.hit;
	const address = origin === 'api' ? sandbox.origin : sandbox.storageOrigin;
	// The port may have been another sandbox's before.
	const refusedBefore = refusals.at(address);
	return {
		begins: () => {
			if (name === 'passes') refusals.next(address, ends);
			if (ask.after === undefined) sandbox.goDown(origin);
			else sandbox.fault({ ...ask.after, fault: { kind: 'goesDown' } });
		},
		ends,
		wasMet: () => refusals.at(address) > refusedBefore,
	};
}
