import { XMLBuilder, XMLParser } from 'fast-xml-parser';

import { text, type Answer } from '../core/answer';

/** Base path of the XML API below the sandbox's origin, as in Bandwidth's printed URLs. */
export const BASE_PATH = '/bandwidth/api';

/** Content type of all XML replies, as printed. */
export const XML_TYPE = 'application/xml; charset=utf-8';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const builder = new XMLBuilder({ format: true, indentBy: '    ' });

const parser = new XMLParser({
	ignoreDeclaration: true,
	parseTagValue: false,
	isArray: (name) => name === 'Parameter' || name === 'Value',
});

/** An XML reply in the printed form: declaration, four spaces of indentation. */
export function xml(
	status: number,
	document: object,
	headers: Record<string, string> = {},
): Answer {
	return text(status, XML_TYPE, `${DECLARATION}\n${builder.build(document).trimEnd()}`, headers);
}

/** An error reply: an `ErrorCode` below the root element that the endpoint has for its errors. */
export function refusal(status: number, root: string, code: string, description?: string): Answer {
	const Description = description ?? ERRORS[code] ?? 'The request could not be served.';
	return xml(status, { [root]: { ResponseStatus: { ErrorCode: code, Description } } });
}

/** The element `root` of an XML request; undefined when there is no such thing. */
export function readXml(body: string, root: string): unknown {
	try {
		const document = parser.parse(body, true) as Record<string, unknown>;
		return document[root];
	} catch {
		return undefined;
	}
}

/** What the codes say. The codes are the vendor's, the words are not. */
const ERRORS: Record<string, string> = {
	'1008': 'The report id is not a well-formed id.',
	'15501': 'The start date has to come before the end date.',
	'15502': 'A date has to be written as yyyy-MM-dd.',
	'15503': 'The date does not exist.',
	'15600': 'The report type is not known.',
	'15601': 'The files of the report contradict each other.',
	'15602': 'The report archive is still being constructed.',
	'15603': 'The report was not found.',
	'15606': 'The reporting service cannot be reached.',
	'15612': 'The snapshot could not be made.',
	'15613': 'The snapshot was deleted.',
	'15616': 'Reports of this kind cannot be listed.',
	'19000': 'The report was not found.',
	'19019': 'The report instance was not found.',
	'19023': 'There are unknown parameters.',
	'19025': 'A parameter has no value.',
	'19027': 'A parameter is given twice.',
	'19030': 'The output format is not supported.',
	'19032': 'Required parameters are missing.',
	'19036': 'The value has to be a whole number.',
	'19037': 'The value has to be a date, written as yyyy-MM-dd.',
	'19038': 'The value is none of the allowed values.',
	'19039': 'The value is not an account of this user.',
	'19040': 'The value is not a site of this account.',
	'19046': 'The expiry date has to be within the next 30 days.',
	'19048': 'The report is in progress.',
	'19049': 'The report has expired.',
	'19051': 'The output of the report could not be made.',
	'19054': 'A value is given twice.',
	'19057': 'The parameter takes one value only.',
	'19059': 'The expiry date is not a date, written as yyyy-MM-dd.',
	'19060': 'The value has to be true or false.',
	'19061': 'The value is not a SIP peer of this account.',
	'19067': 'There is no data for the report.',
	'19069': 'The report has too many rows for this output format.',
};
