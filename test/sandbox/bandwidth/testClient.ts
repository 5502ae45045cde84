import type { Sandbox } from '../index';
import { basic } from '../testing';

/** The vendor's error in a reply: HTTP status, root element and code. */
export async function refusalOf(response: Response) {
	const text = await response.text();
	return {
		status: response.status,
		root: /<(\w+Response)>/.exec(text)?.[1],
		code: /<ErrorCode>(\d+)/.exec(text)?.[1],
	};
}

/** The last part of a location: the id that a create gives. */
export const idOf = (location: string | null) => location?.split('/').at(-1) ?? '';

/** A plain client of an account's reports, for tests of the sandbox itself. */
export class BandwidthTestClient {
	readonly account: string;
	readonly billingReports: string;
	readonly headers: Record<string, string>;

	constructor(sandbox: Sandbox) {
		this.account = `${sandbox.bandwidth.baseUrl}/accounts/${sandbox.bandwidth.accountId}`;
		this.billingReports = `${this.account}/billingreports`;
		this.headers = {
			'Content-Type': 'application/xml; charset=utf-8',
			...basic(sandbox.bandwidth.basic),
		};
	}

	get(url: string, init: RequestInit = {}): Promise<Response> {
		return fetch(url, { headers: this.headers, redirect: 'manual', ...init });
	}

	post(url: string, body: string): Promise<Response> {
		return fetch(url, { method: 'POST', headers: this.headers, body, redirect: 'manual' });
	}

	/** Creates a billing report and returns its location. */
	async createBilling(type = 'BDR', from?: string): Promise<string> {
		const created = await this.post(this.billingReports, billingRequest(type, from));
		return created.headers.get('location') ?? '';
	}

	/** Asks for an account report. `parameters` and `more` are XML. */
	postInstance(id: string, parameters: string, format = 'csv', more = ''): Promise<Response> {
		const inner = `<OutputFormat>${format}</OutputFormat><Parameters>${parameters}</Parameters>${more}`;
		return this.post(`${this.account}/reports/${id}/instances`, `<Instance>${inner}</Instance>`);
	}

	/** Creates an account report with the parameters it needs and returns its location. */
	async createInstance(id = '4', format = 'csv', more = ''): Promise<string> {
		const needsPeriod = ['8', '14', '30', '59'].includes(id);
		const parameters = needsPeriod ? ACCOUNT + PERIOD : ACCOUNT;
		const created = await this.postInstance(id, parameters, format, more);
		return created.headers.get('location') ?? '';
	}
}

/** The printed request of a billing report, with other values. */
export function billingRequest(type: string, from = '2020-05-21', to = '2020-05-29'): string {
	return `<BillingReport>
    <Type>${type}</Type>
    <DateRange>
        <StartDate>${from}</StartDate>
        <EndDate>${to}</EndDate>
    </DateRange>
</BillingReport>`;
}

/** A parameter of an account report as XML. */
export function parameter(name: string, ...values: string[]): string {
	const list = values.map((value) => `<Value>${value}</Value>`).join('');
	return `<Parameter><Name>${name}</Name>${list}</Parameter>`;
}

/** The parameter that most account reports require. */
export const ACCOUNT = parameter('Account', '9900012');

/** The parameters that reports about a period require. */
export const PERIOD = parameter('Start Date', '2020-10-01') + parameter('End Date', '2020-10-31');
