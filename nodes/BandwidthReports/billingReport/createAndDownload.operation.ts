import { createReportWaiter } from '../../core/job/reportWaiter';
import { billingReports } from '../../services/bandwidth/billingReports';
import { createAndDownload as deliver } from '../../runtime/createAndDownload';
import {
	binaryPropertyField,
	simplifyField,
	waitAndDownloadOptions,
} from '../../runtime/fields/output';
import { type Operation } from '../../runtime/operation';
import { itemParameters, readFileTarget, readPatience } from '../../runtime/parameters';
import { reportItem } from '../../runtime/reportItems';
import { type BandwidthSession } from '../session';
import { readRequest, requestFields } from './fields';

export const createAndDownload: Operation<BandwidthSession> = {
	option: {
		name: 'Create and Download',
		value: 'createAndDownload',
		description: 'Request a report, wait for it and get its file',
		action: 'Create and download a billing report',
	},
	fields: [...requestFields, binaryPropertyField, simplifyField, waitAndDownloadOptions],

	begin({ run, connection }) {
		const service = billingReports(connection);
		// Bandwidth cannot list the reports of most types, so each is asked for by itself.
		const waiter = createReportWaiter({ one: service.get }, run.clock);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const request = readRequest(parameters, run.clock.now());
			const patience = readPatience(parameters);
			const target = readFileTarget(parameters);
			const simplify = parameters.flag('simplify');
			return async () => {
				const { report, binary } = await deliver(
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
