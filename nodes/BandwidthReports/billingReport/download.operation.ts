import { billingReports } from '../../services/bandwidth/billingReports';
import { BANDWIDTH } from '../../services/bandwidth/hosts';
import { downloadReport } from '../../runtime/downloadReport';
import { binaryPropertyField, downloadOptions } from '../../runtime/fields/output';
import { type Operation } from '../../runtime/operation';
import { itemParameters, readFileTarget } from '../../runtime/parameters';
import { reportItem } from '../../runtime/reportItems';
import { type BandwidthSession } from '../session';
import { readReportId, reportIdField } from './fields';

export const download: Operation<BandwidthSession> = {
	option: {
		name: 'Download',
		value: 'download',
		description: 'Get the file of a finished report',
		action: 'Download a billing report',
	},
	fields: [reportIdField, binaryPropertyField, downloadOptions],

	begin({ run, connection }) {
		const service = billingReports(connection);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const reportId = readReportId(parameters);
			const target = readFileTarget(parameters);
			return async () => {
				const { report, binary } = await downloadReport(
					run.context,
					connection.http,
					service,
					{ service: BANDWIDTH.name, reportId, status: 'pending' },
					target,
				);
				return [reportItem(report, itemIndex, true, binary)];
			};
		};
	},
};
