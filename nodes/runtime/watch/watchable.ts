import { type INodeProperties, type IPollFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';
import { type Clock } from '../../core/clock';
import { asError, isLoginWrong, isTransient } from '../../core/errors';
import { requestReport } from '../../core/job/requestReport';
import { type Report } from '../../core/report';
import { type ReportService } from '../../core/service';
import { type PeriodLength } from '../../core/watch/periods';
import { type Looked, type LookFailure } from '../../core/watch/pollSpecific';
import { type HasHttp, type ReportResource } from '../operations/reportResource';
import { pollParameters, type FieldValues, type Parameters } from '../parameters';
import { readOutput, type Output } from '../rows/output';
import { OutputFetcher, type Fetched } from '../rows/outputFetcher';
import { PERIOD_FIELDS } from './period';

/** One kind of report of one service, as a trigger can watch it. */
export interface Watchable {
	/** The service as users know it. */
	service: string;
	/** Such reports in the plural, with the service's name: `Bandwidth account reports`. */
	name: string;
	/** Whether the service can list every such report. */
	lists: boolean;
	/** Whether every such report is a document, which has no rows. */
	isDocument: boolean;
	/** The periods that it can report; the shortest first. */
	periods: readonly PeriodLength[];
	/** How long (ms) after the end of a period its report is requested; at once where the service lacks nothing then. */
	settleMs?: number;
	/** The fields that say what a scheduled report is about, without those that say which time it covers. */
	requestFields: INodeProperties[];
	open: (poll: OpenPoll) => Promise<Watched>;
}

/** What a connection for one poll is made of. */
export interface OpenPoll {
	context: IPollFunctions;
	/** What the trigger's fields hold. */
	values: FieldValues;
	clock: Clock;
	stop: AbortSignal;
	/** What is fetched of a report that fires; absent when nothing is. */
	output?: Output;
}

/** A connection to what is watched, for one poll. */
export interface Watched {
	/** Which account it is, so that a state about another one does not count. */
	account: string;
	/** All reports, with one request. */
	list?: () => Promise<Report[]>;
	/**
	 * Looks at reports of which only the ID is known; that the service knows none with an ID is a failure. Throws an
	 * InputError when something cannot be an ID. Absent where there is no report without its file.
	 */
	find?: (reportIds: readonly string[]) => Promise<Looked>;
	/** Looks at reports that are known to exist. */
	look: (known: readonly Report[]) => Promise<Looked>;
	/** Requests a report. `given` are the values of the fields that say which time it covers. */
	request: (given: Readonly<Record<string, unknown>>) => Promise<Report>;
	/** What the list leaves out of a report that has ended. */
	details: (report: Report) => Promise<Report>;
	/** The file or the rows of a report that is ready, if they are asked for. */
	download?: (report: Report) => Promise<Fetched>;
}

interface Kind<Connection extends HasHttp, Request, Filter> {
	service: string;
	name: string;
	resource: ReportResource<Connection, Request, Filter>;
	connect: (context: IPollFunctions, clock: Clock, stop: AbortSignal) => Promise<Connection>;
	/** What narrows the list; absent where the service cannot list every report. */
	readFilter?: (parameters: Parameters) => Filter;
	/** True where the list has less than a look at the single report. */
	listIsBrief?: boolean;
	periods: readonly PeriodLength[];
}

/** Makes a kind of report watchable from the description that its node's operations are made from. */
export function watchable<Connection extends HasHttp & { baseUrl: string }, Request, Filter>({
	service: serviceName,
	name,
	resource,
	connect,
	readFilter,
	listIsBrief = false,
	periods,
}: Kind<Connection, Request, Filter>): Watchable {
	return {
		service: serviceName,
		name,
		lists: readFilter !== undefined,
		isDocument: resource.outputFields !== undefined,
		periods,
		requestFields: withoutPeriod(resource.requestFields),
		async open({ context, values, clock, stop, output }) {
			const connection = await connect(context, clock, stop);
			const service = resource.service(connection);
			const { list } = service;
			const fetcher = new OutputFetcher({ clock, context }, connection.http);
			const read = (given: Readonly<Record<string, unknown>> = {}) =>
				pollParameters(values, context.getTimezone(), given);
			return {
				account: accountOf(context, connection),
				...(readFilter !== undefined &&
					list !== undefined && { list: async () => await list(readFilter(read())) }),
				find: async (reportIds) =>
					await find(
						service,
						reportIds.map((reportId) => resource.readReport(read({ reportId }))),
					),
				look: async (known) => await look(service, known),
				request: async (given) => {
					const parameters = read(given);
					const request = resource.readRequest(parameters, clock.now());
					// Refuses rows of a document before it is requested.
					if (output?.as === 'rows') readOutput(parameters, resource.isDocument?.(request));
					return await requestReport(async () => await service.create(request));
				},
				details: async (report) => (listIsBrief ? await service.get(report) : report),
				...(output !== undefined && {
					download: async (report) => await fetcher.fetch(service, report, output),
				}),
			};
		},
	};
}

/** The fields of a request without those that a schedule fills in. */
export function withoutPeriod(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields.filter(({ name }) => !PERIOD_FIELDS.has(name));
}

/** Names an account by its number where the credential has one, else by the credential. */
export function accountOf(
	context: IPollFunctions,
	connection: { baseUrl: string; accountId?: string },
): string {
	const credentials = Object.values(context.getNode().credentials ?? {}).map(({ id }) => id);
	return JSON.stringify([connection.baseUrl, connection.accountId ?? credentials]);
}

/** Looks at many reports with one request where the service can, else at each; one failure is no other's. */
async function look<Request, Filter>(
	{ get, getMany }: ReportService<Request, Filter>,
	known: readonly Report[],
): Promise<Looked> {
	if (getMany !== undefined) {
		try {
			return sorted(known, await getMany(known));
		} catch (error) {
			if (isTransient(error) || isLoginWrong(error)) return { reports: [], failures: [{ error }] };
		}
	}
	return await lookAtEach({ get }, known);
}

function sorted(known: readonly Report[], answers: ReadonlyArray<Report | Error>): Looked {
	return {
		reports: answers.flatMap((answer) => (answer instanceof Error ? [] : [answer])),
		failures: answers.flatMap((answer, index) =>
			answer instanceof Error ? [{ reportId: known[index]?.reportId, error: answer }] : [],
		),
	};
}

/** As many at a time as the door to the network lets through, so that a refused login is noticed in time. */
const AT_A_TIME = 8;

/** Asks for one report after the other, but for no more of them once the login is refused. */
async function lookAtEach<Request, Filter>(
	{ get }: Pick<ReportService<Request, Filter>, 'get'>,
	known: readonly Report[],
): Promise<Looked> {
	const failures: LookFailure[] = [];
	let isRefused = false;
	const lookAt = async (report: Report): Promise<Report[]> => {
		if (isRefused) return [];
		try {
			return [await get(report)];
		} catch (error) {
			isRefused ||= isLoginWrong(error);
			failures.push({ reportId: report.reportId, error: asError(error) });
			return [];
		}
	};
	const limit = pLimit(AT_A_TIME);
	const looked = await Promise.all(known.map(async (report) => await limit(lookAt, report)));
	return { reports: looked.flat(), failures };
}

/**
 * A look at many takes a report that the service does not show for one that it does not show yet, or no longer.
 * Whoever named it by its ID wants to know: it is asked for by itself, which says why.
 */
async function find<Request, Filter>(
	service: ReportService<Request, Filter>,
	named: readonly Report[],
): Promise<Looked> {
	const { reports, failures } = await look(service, named);
	if (service.getMany === undefined) return { reports, failures };
	const isDoubtful = ({ status, serviceStatus }: Report) =>
		status === 'failed' || (status === 'pending' && serviceStatus === undefined);
	const closer = await lookAtEach(service, reports.filter(isDoubtful));
	return {
		reports: [...reports.filter((report) => !isDoubtful(report)), ...closer.reports],
		failures: [...failures, ...closer.failures],
	};
}
