import {
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type ResourceMapperFields,
} from 'n8n-workflow';
import * as bandwidth from '../resources/bandwidth/parameterMapping';
import * as evoVoice from '../resources/evoVoice/listSearch';
import * as ringCx from '../resources/ringCx/dropdowns';

/** The trigger has the fields of several services; where their dropdowns have the same name, the service decides. */
export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return this.getCurrentNodeParameter('service') === 'ringCx'
		? await ringCx.searchAccounts.call(this, filter)
		: await evoVoice.searchAccounts.call(this, filter);
}

/** As in the node of the service, but dates that follow the period need not be filled in. */
export async function getReportParameters(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return bandwidth.followingPeriod(await bandwidth.getReportParameters.call(this));
}
