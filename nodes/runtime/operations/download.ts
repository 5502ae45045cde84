import { downloadReport } from '../downloadReport';
import { binaryPropertyField, downloadOptions } from '../fields/output';
import { itemParameters, readFileTarget } from '../parameters';
import { reportItem } from '../reportItems';
import { type Operation } from './operation';
import { type HasHttp, type ReportResource } from './reportResource';

/** Download: gets the file of a report that is ready. */
export function downloadOperation<Connection extends HasHttp, Request, Filter>(
	resource: ReportResource<Connection, Request, Filter>,
): Operation<Connection> {
	return {
		option: {
			name: 'Download',
			value: 'download',
			description: 'Get the file of a finished report',
			action: `Download a ${resource.noun}`,
		},
		fields: [...resource.reportFields, binaryPropertyField, downloadOptions],

		begin({ run, connection }) {
			const service = resource.service(connection);
			return (itemIndex) => {
				const parameters = itemParameters(run.context, itemIndex);
				const known = resource.readReport(parameters);
				const target = readFileTarget(parameters);
				return async () => {
					const { report, binary } = await downloadReport(
						run.context,
						connection.http,
						service,
						known,
						target,
					);
					return [reportItem(report, itemIndex, true, binary)];
				};
			};
		},
	};
}
