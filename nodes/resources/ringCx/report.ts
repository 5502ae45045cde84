import { type Operation } from '../../runtime/operations/operation';
import { itemParameters, readTimeoutMs } from '../../runtime/parameters';
import { readOutput } from '../../runtime/rows/output';
import { OutputFetcher, outputItems } from '../../runtime/rows/outputFetcher';
import { type RingCxConnection } from '../../services/ringCx/connection';
import { ringCxDirectory } from '../../services/ringCx/directory';
import { ringCxReport } from '../../services/ringCx/reports';
import { DEFAULT_TIMEOUT_MINUTES, reportFields } from './fields';
import { readRequest } from './readRequest';

/**
 * Create and Download. It has the name and the outcome that this operation has in the other nodes, but is one of
 * its own: RingCX answers the request with the file, so there is no report to wait for, and none that could be
 * fetched later when the run fails.
 */
const createAndDownload: Operation<RingCxConnection> = {
	option: {
		name: 'Create and Download',
		value: 'createAndDownload',
		description: 'Run a report and get its file or rows',
		action: 'Create and download report',
	},
	fields: reportFields,

	begin({ run, connection }) {
		const directory = ringCxDirectory(connection);
		const fetcher = new OutputFetcher(run, connection.http);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const request = readRequest(parameters, run.clock.now());
			const output = readOutput(parameters);
			const timeoutMs = readTimeoutMs(parameters, DEFAULT_TIMEOUT_MINUTES);
			return async () => {
				const asked = await ringCxReport(connection, directory, request, timeoutMs);
				run.progress.requested(asked.report);
				const service = { file: () => asked.file };
				const fetched = await fetcher.fetch(service, asked.report, output, itemIndex);
				return outputItems(fetched, output, itemIndex, true);
			};
		};
	},
};

export const reportOperations = [createAndDownload];
