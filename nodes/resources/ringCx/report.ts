import { downloadReport } from '../../runtime/downloadReport';
import { type Operation } from '../../runtime/operations/operation';
import { itemParameters, readFileTarget, readTimeoutMs } from '../../runtime/parameters';
import { reportItem } from '../../runtime/reportItems';
import { type RingCxConnection } from '../../services/ringCx/connection';
import { ringCxDirectory } from '../../services/ringCx/directory';
import { ringCxReport } from '../../services/ringCx/reports';
import { reportFields } from './fields';
import { readRequest } from './readRequest';

const DEFAULT_TIMEOUT_MINUTES = 30;

/**
 * Create and Download. It has the name and the outcome that this operation has in the other nodes, but is one of
 * its own: RingCX answers the request with the file, so there is no report to wait for, and none that could be
 * fetched later when the run fails.
 */
const createAndDownload: Operation<RingCxConnection> = {
	option: {
		name: 'Create and Download',
		value: 'createAndDownload',
		description: 'Run a report and get its file',
		action: 'Create and download a report',
	},
	fields: reportFields,

	begin({ run, connection }) {
		const directory = ringCxDirectory(connection);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const request = readRequest(parameters, run.clock.now());
			const target = readFileTarget(parameters);
			const timeoutMs = readTimeoutMs(parameters, DEFAULT_TIMEOUT_MINUTES);
			return async () => {
				const asked = await ringCxReport(connection, directory, request, timeoutMs);
				const { report, binary } = await downloadReport(
					run.context,
					connection.http,
					{ file: () => asked.file },
					asked.report,
					target,
				);
				return [reportItem(report, itemIndex, true, binary)];
			};
		};
	},
};

export const reportOperations = [createAndDownload];
