/** Call records that a test makes up, as Bandwidth would send them. */
import { callTable } from '../../sandbox/bandwidth/callRows';
import { delimitedText } from '../../sandbox/content/delimited';
import { collect } from '../../sandbox/content/reportFile';
import { zip } from '../../sandbox/content/zip';

/** Sub-account, days before today, cost in USD. */
export type Call = [subAccount: string, daysAgo: number, cost: number];

/** How a call's start looks: it differs between exports. */
const FORMS = {
	'2026/11/01 9:12:46 PM': ([year, month, day]: string[]) => `${year}/${month}/${day} 9:12:46 PM`,
	'11/1/2026 21:12:46': ([year, month, day]: string[]) =>
		`${Number(month)}/${Number(day)}/${year} 21:12:46`,
	'2026-11-01T21:12:46Z': ([year, month, day]: string[]) => `${year}-${month}-${day}T21:12:46Z`,
};

export type DayForm = keyof typeof FORMS;

export const DAY_FORMS = Object.keys(FORMS) as DayForm[];

/** `YYYY-MM-DD`, in UTC. */
export function isoDay(daysAgo: number): string {
	return new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

/** The archive of a BDR with these calls, in their order. */
export function callRecords(
	calls: readonly Call[],
	form: DayForm = '2026/11/01 9:12:46 PM',
): Promise<Buffer> {
	const { columns, delimiter } = callTable(0, { from: 0, length: 1_000 });
	const row = (index: number) => {
		const [subAccount = '', daysAgo = 0, cost = 0] = calls[index] ?? [];
		const values: Record<string, string> = {
			CallStartDateTime: FORMS[form](isoDay(daysAgo).split('-')),
			Amount: cost.toFixed(6),
			SubAccountName: subAccount,
		};
		return columns.map((column) => values[column] ?? '');
	};
	const open = () => delimitedText({ delimiter, columns, row }, 0, calls.length);
	return collect(zip([{ name: 'bdrs.csv', open }])());
}
