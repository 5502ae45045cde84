import { type INodeProperties } from 'n8n-workflow';
import { listingFields } from '../fields/listing';
import { simplifyField } from '../fields/output';
import { itemParameters, type Parameters } from '../parameters';
import { reportItem } from '../reportItems';
import { type Operation } from './operation';
import { type HasHttp, type ReportResource } from './reportResource';

/** What narrows a list, if anything does. */
export interface Listing<Filter> {
	/** What the list holds, where that is less than every report of the account. */
	description?: string;
	/** Shown above Return All, e.g. a notice. */
	fieldsBefore?: INodeProperties[];
	/** Shown below Simplify, e.g. filters. */
	fieldsAfter?: INodeProperties[];
	readFilter: (parameters: Parameters) => Filter;
}

/** Get Many: lists reports. */
export function getAllOperation<Connection extends HasHttp, Request, Filter>(
	resource: ReportResource<Connection, Request, Filter>,
	{
		description = 'List reports, whoever requested them',
		fieldsBefore = [],
		fieldsAfter = [],
		readFilter,
	}: Listing<Filter>,
): Operation<Connection> {
	return {
		option: {
			name: 'Get Many',
			value: 'getAll',
			description,
			action: `Get many ${resource.noun}s`,
		},
		fields: [...fieldsBefore, ...listingFields, simplifyField, ...fieldsAfter],

		begin({ run, connection }) {
			const service = resource.service(connection);
			return (itemIndex) => {
				const parameters = itemParameters(run.context, itemIndex);
				const limit = parameters.flag('returnAll') ? Infinity : parameters.count('limit', 'Limit');
				const simplify = parameters.flag('simplify');
				const filter = readFilter(parameters);
				return async () => {
					const reports = (await service.list?.(filter)) ?? [];
					if (reports.length === 0) run.progress.foundNone();
					return reports.slice(0, limit).map((report) => reportItem(report, itemIndex, simplify));
				};
			};
		},
	};
}
