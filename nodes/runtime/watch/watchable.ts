import { type IBinaryData, type INodeProperties, type IPollFunctions } from 'n8n-workflow';
import { type Clock } from '../../core/clock';
import { asError, isTransient } from '../../core/errors';
import { type Report } from '../../core/report';
import { type ReportService } from '../../core/service';
import { type PeriodLength } from '../../core/watch/periods';
import { type Looked, type LookFailure } from '../../core/watch/pollSpecific';
import { downloadReport } from '../downloadReport';
import { type HasHttp, type ReportResource } from '../operations/reportResource';
import { pollParameters, type FieldValues, type FileTarget, type Parameters } from '../parameters';
import { PERIOD_FIELDS } from './period';

/** One kind of report of one service, as a trigger can watch it. */
export interface Watchable {
	/** The service as users know it. */
	service: string;
	/** Such reports in the plural, with the service's name: `Bandwidth account reports`. */
	name: string;
	/** Whether the service can list every such report. */
	lists: boolean;
	/** The periods that it can report; the shortest first. */
	periods: readonly PeriodLength[];
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
	/** Where files go. */
	target: FileTarget;
}

/** A report as it is put out: as much of it as there is, and its file if that was asked for. */
export interface WatchedItem {
	report: Report;
	binary?: Record<string, IBinaryData>;
}

/** A connection to what is watched, for one poll. */
export interface Watched {
	/** Which account it is, so that a state about another one does not count. */
	account: string;
	/** All reports, with one request. */
	list?: () => Promise<Report[]>;
	/** A report of which only the ID is known. Throws an InputError when it cannot be one. */
	named: (reportId: string) => Report;
	look: (known: readonly Report[]) => Promise<Looked>;
	/** Requests a report. `given` are the values of the fields that say which time it covers. */
	request: (given: Readonly<Record<string, unknown>>) => Promise<Report>;
	/** What the list leaves out of a report that has ended. */
	details: (report: Report) => Promise<Report>;
	download: (report: Report) => Promise<WatchedItem>;
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
		periods,
		requestFields: withoutPeriod(resource.requestFields),
		async open({ context, values, clock, stop, target }) {
			const connection = await connect(context, clock, stop);
			const service = resource.service(connection);
			const { list } = service;
			const read = (given: Readonly<Record<string, unknown>> = {}) =>
				pollParameters(values, context.getTimezone(), given);
			return {
				account: accountOf(context, connection),
				...(readFilter !== undefined &&
					list !== undefined && { list: async () => await list(readFilter(read())) }),
				named: (reportId) => resource.readReport(read({ reportId })),
				look: async (known) => await look(service, known),
				request: async (given) =>
					await service.create(resource.readRequest(read(given), clock.now())),
				details: async (report) => (listIsBrief ? await service.get(report) : report),
				download: async (report) =>
					await downloadReport(context, connection.http, service, report, target),
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
	const failures: LookFailure[] = [];
	if (getMany !== undefined) {
		try {
			return { reports: [...(await getMany(known))], failures };
		} catch (error) {
			if (isTransient(error)) return { reports: [], failures: [{ error: asError(error) }] };
		}
	}
	const looked = known.map(async (report) => {
		try {
			return [await get(report)];
		} catch (error) {
			failures.push({ reportId: report.reportId, error: asError(error) });
			return [];
		}
	});
	return { reports: (await Promise.all(looked)).flat(), failures };
}
