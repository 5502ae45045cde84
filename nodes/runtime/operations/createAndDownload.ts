import { createReportWaiter } from '../../core/job/reportWaiter';
import { deliverReport } from '../deliverReport';
import { binaryPropertyField, simplifyField, waitAndDownloadOptions } from '../fields/output';
import { itemParameters, readFileTarget, readPatience } from '../parameters';
import { reportItem } from '../reportItems';
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
			description: 'Request a report, wait for it and get its file',
			action: `Create and download a ${resource.noun}`,
		},
		fields: [...resource.requestFields, binaryPropertyField, simplifyField, waitAndDownloadOptions],

		begin({ run, connection }) {
			const service = resource.service(connection);
			const { get, getMany } = service;
			const waiter = createReportWaiter(
				getMany === undefined ? { one: get } : { all: getMany },
				run.clock,
			);
			return (itemIndex) => {
				const parameters = itemParameters(run.context, itemIndex);
				const request = resource.readRequest(parameters, run.clock.now());
				const patience = readPatience(parameters);
				const target = readFileTarget(parameters);
				const simplify = parameters.flag('simplify');
				return async () => {
					const { report, binary } = await deliverReport(
						run,
						connection.http,
						service,
						waiter,
						request,
						patience,
						target,
					);
					return [reportItem(report, itemIndex, simplify, binary)];
				};
			};
		},
	};
}
