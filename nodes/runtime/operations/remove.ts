import { itemParameters } from '../parameters';
import { type Operation } from './operation';
import { type HasHttp, type ReportResource } from './reportResource';

/** Delete: removes a report and its file from the service. */
export function deleteOperation<Connection extends HasHttp, Request, Filter>(
	resource: ReportResource<Connection, Request, Filter>,
): Operation<Connection> {
	return {
		option: {
			name: 'Delete',
			value: 'delete',
			description: 'Remove a report and its file from the service',
			action: `Delete ${resource.noun}`,
		},
		fields: resource.reportFields,

		begin({ run, connection }) {
			const service = resource.service(connection);
			return (itemIndex) => {
				const known = resource.readReport(itemParameters(run.context, itemIndex));
				return async () => {
					await service.remove?.(known);
					return [
						{
							json: { deleted: true, reportId: known.reportId },
							pairedItem: { item: itemIndex },
						},
					];
				};
			};
		},
	};
}
