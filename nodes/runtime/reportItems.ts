import { type IBinaryData, type INodeExecutionData } from 'n8n-workflow';
import { type Report } from '../core/report';

/** A report as an item: `raw`, the service's whole answer, only when the user does not want it simplified. */
export function reportItem(
	report: Report,
	itemIndex: number,
	simplify: boolean,
	binary?: Record<string, IBinaryData>,
): INodeExecutionData {
	const { raw, ...simple } = report;
	return {
		json: simplify || raw === undefined ? simple : { ...simple, raw },
		...(binary !== undefined && { binary }),
		pairedItem: { item: itemIndex },
	};
}
