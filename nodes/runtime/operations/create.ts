import { simplifyField } from '../fields/output';
import { itemParameters } from '../parameters';
import { reportItem } from '../reportItems';
import { type Operation } from './operation';
import { type HasHttp, type ReportResource } from './reportResource';

/** Create: requests a report and puts it out as it is, without waiting. */
export function createOperation<Connection extends HasHttp, Request, Filter>(
	resource: ReportResource<Connection, Request, Filter>,
): Operation<Connection> {
	return {
		option: {
			name: 'Create',
			value: 'create',
			description: 'Request a report without waiting for it',
			action: `Create ${resource.noun}`,
		},
		fields: [...resource.requestFields, simplifyField],

		begin({ run, connection }) {
			const service = resource.service(connection);
			return (itemIndex) => {
				const parameters = itemParameters(run.context, itemIndex);
				const request = resource.readRequest(parameters, run.clock.now());
				const simplify = parameters.flag('simplify');
				return async () => {
					const report = await run.create(async () => await service.create(request));
					return [reportItem(report, itemIndex, simplify)];
				};
			};
		},
	};
}
