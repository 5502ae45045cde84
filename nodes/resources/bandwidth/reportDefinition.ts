import { type INodeExecutionData } from 'n8n-workflow';
import { listingFields } from '../../runtime/fields/listing';
import { simplifyField } from '../../runtime/fields/output';
import { type Operation } from '../../runtime/operations/operation';
import { itemParameters } from '../../runtime/parameters';
import { type BandwidthConnection } from '../../services/bandwidth/connection';
import {
	checkedDefinitionId,
	reportDefinitions,
	type ReportDefinition,
} from '../../services/bandwidth/definitions';
import { reportTypeField } from './reportTypeField';

/** Get: what a report type is and which parameters its reports take. */
const getDefinition: Operation<BandwidthConnection> = {
	option: {
		name: 'Get',
		value: 'get',
		description: 'Get a report type and the parameters of its reports',
		action: 'Get report type',
	},
	fields: [reportTypeField, simplifyField],

	begin({ run, connection }) {
		const definitions = reportDefinitions(connection);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const id = checkedDefinitionId(parameters.located('reportDefinitionId', 'Report Type'));
			const simplify = parameters.flag('simplify');
			return async () => [definitionItem(await definitions.get(id), itemIndex, simplify)];
		};
	},
};

/** Get Many: lists the report types that the account has. */
const getDefinitions: Operation<BandwidthConnection> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'List the report types of the account',
		action: 'Get many report types',
	},
	fields: [...listingFields, simplifyField],

	begin({ run, connection }) {
		const definitions = reportDefinitions(connection);
		return (itemIndex) => {
			const parameters = itemParameters(run.context, itemIndex);
			const limit = parameters.flag('returnAll') ? Infinity : parameters.count('limit', 'Limit');
			const simplify = parameters.flag('simplify');
			return async () => {
				const all = await definitions.list();
				return all
					.slice(0, limit)
					.map((definition) => definitionItem(definition, itemIndex, simplify));
			};
		};
	},
};

function definitionItem(
	{ raw, ...simple }: ReportDefinition,
	itemIndex: number,
	simplify: boolean,
): INodeExecutionData {
	return {
		json: { ...simple, ...(!simplify && { raw }) },
		pairedItem: { item: itemIndex },
	};
}

export const reportDefinitionOperations = [getDefinition, getDefinitions];
