import { createReportWaiter } from '../../core/job/reportWaiter';
import { deliverReport } from '../deliverReport';
import { outputFields, simplifyFileField, waitAndDownloadOptions } from '../fields/output';
import { itemParameters, readPatience } from '../parameters';
import { readOutput } from '../rows/output';
import { OutputFetcher, outputItems } from '../rows/outputFetcher';
import { type Operation } from './operation';
import { type HasHttp, type ReportResource } from './reportResource';

/** Create and Download: requests a report, waits for it together with all other items' and gets its file. */
export function createAndDownloadOperation<Connection extends HasHttp, Request, Filter>(
	resource: ReportResource<Connection, Request, Filter>,
): Operation<Connection> {
	return {
		option: {
			name: 'Create and Download',
			value: 'createAndDownload',
			description: 'Request a report, wait for it and get its file or rows',
			action: `Create and download ${resource.noun}`,
		},
		fields: [
			...resource.requestFields,
			...(resource.outputFields ?? outputFields),
			simplifyFileField,
			waitAndDownloadOptions,
		],

		begin({ run, connection }) {
			const service = resource.service(connection);
			const { get, getMany } = service;
			const waiter = createReportWaiter(
				getMany === undefined ? { one: get } : { all: getMany },
				run.clock,
				(waiting) => run.progress.waiting(waiting),
			);
			const fetcher = new OutputFetcher(run, connection.http);
			const isDocument = resource.outputFields !== undefined;
			return (itemIndex) => {
				const parameters = itemParameters(run.context, itemIndex);
				const request = resource.readRequest(parameters, run.clock.now());
				const patience = readPatience(parameters);
				const output = readOutput(parameters, isDocument || resource.isDocument?.(request));
				// n8n knows no field that is not shown.
				const simplify = output.as === 'rows' || parameters.flag('simplify');
				return async () => {
					const fetched = await deliverReport(
						run,
						service,
						waiter,
						request,
						patience,
						async (report) => await fetcher.fetch(service, report, output, itemIndex),
					);
					return outputItems(fetched, output, itemIndex, simplify);
				};
			};
		},
	};
}
