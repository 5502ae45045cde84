import { type INodeExecutionData } from 'n8n-workflow';
import { type FaultRule, type Sandbox, type Vendor } from '../../sandbox';
import { type Engine, type NodeResult } from '../../engine/support/engine';
import { type FaultName } from './faults';
import { type Outcomes } from './outcomes';

/** The requests that a fault can hit, in the order of the document's columns. */
export const REQUESTS = [
	'create',
	'status',
	'status while waiting',
	'list',
	'link',
	'file',
	'file at its link',
	'rows',
	'delete',
	'token',
	'token for a create',
	'token for a token',
	'poll',
	'scheduled create',
] as const;

export type RequestKind = (typeof REQUESTS)[number];

/** What one run works with; all of it is new for each. */
export interface Bench {
	engine: Engine;
	sandbox: Sandbox;
	/** Tells the run from all others of the process. */
	mark: string;
}

/** When the fault is there. */
export interface Weather {
	begins: () => void;
	ends: () => void;
}

/** What a run put out. */
export interface Seen {
	/** See `OUTCOMES`; any other text tells what was put out instead. */
	outcome: string;
	items: INodeExecutionData[];
	errors: Array<NonNullable<NodeResult['error']>>;
	/** All that came out of n8n, for the search for secrets. */
	whole: unknown;
}

/** One request of a service, and a run in which it is sent. */
export interface Ask {
	/** Tells the request from the others of the run. */
	hit: Pick<FaultRule, 'method' | 'path' | 'origin'>;
	/** The request that comes before it in the run; without it there is none. */
	after?: Pick<FaultRule, 'method' | 'path' | 'origin'>;
	run: (bench: Bench, fault: Weather) => Promise<Seen>;
}

/** One kind of report of a service. */
export interface Subject {
	/** As the document calls it. */
	name: string;
	vendor: Vendor;
	/** The service says how long to wait in a header of its own, and has no date in it. */
	ownLimit: boolean;
	asks: Partial<Record<RequestKind, Ask | undefined>>;
	/** n8n's own OAuth2 client gets the tokens. */
	n8nOAuth2: boolean;
	/** Why there is no such request, or why a fault does it no harm that could be seen. */
	without: Partial<Record<RequestKind | `${RequestKind}: ${FaultName}`, string>>;
	/** Where the outcome is another than what `outcomes.ts` says for all services. */
	exceptions?: Partial<Record<`${RequestKind}: ${FaultName}`, Outcomes>>;
}
