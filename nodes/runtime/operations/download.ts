import { downloadOptions, outputFields } from '../fields/output';
import { itemParameters } from '../parameters';
import { readOutput } from '../rows/output';
import { OutputFetcher, outputItems } from '../rows/outputFetcher';
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
			description: 'Get the file or the rows of a finished report',
			action: `Download ${resource.noun}`,
		},
		fields: [...resource.reportFields, ...(resource.outputFields ?? outputFields), downloadOptions],

		begin({ run, connection }) {
			const service = resource.service(connection);
			const fetcher = new OutputFetcher(run, connection.http);
			return (itemIndex) => {
				const parameters = itemParameters(run.context, itemIndex);
				const known = resource.readReport(parameters);
				const output = readOutput(parameters, resource.outputFields !== undefined);
				return async () => {
					const fetched = await fetcher.fetch(service, known, output, itemIndex);
					return outputItems(fetched, output, itemIndex, true);
				};
			};
		},
	};
}
