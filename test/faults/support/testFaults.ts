import { cellsOf, runCells, type Cell } from './cell';
import { documented, held, legend, LEGEND, rendered, rewrite, sectionOf } from './document';
import { fasterTime } from './fasterTime';
import { expectedOutcomes } from './outcomes';
import { type Subject } from './subject';

/** So many times as fast goes time: a time-out of a minute is over in three seconds. */
const FASTER = 20;
/** So many runs at a time: nearly all of their time is waiting. */
const AT_A_TIME = 16;
/** Some two minutes on an idle machine of two cores; a busy one may take its time. */
const LIMIT_MS = 600_000;

/** Tries all cells of a subject, and holds the document against what was seen. */
export function testFaults(subject: Subject): void {
	const seen = new Map<string, Cell>();
	const keyOf = (request: string, fault: string) => `${request}: ${fault}`;

	beforeAll(async () => {
		const realTime = fasterTime(FASTER);
		try {
			for (const cell of await runCells(subject, AT_A_TIME, (cell) => held(subject, cell))) {
				seen.set(keyOf(cell.request, cell.fault), cell);
			}
		} finally {
			realTime();
		}
	}, LIMIT_MS);

	describe(subject.name, () => {
		test.each(cellsOf(subject).map(({ request, fault }) => [request, fault] as const))(
			'%s: %s',
			(request, fault) => {
				const { passes, lasts, broken } = seen.get(keyOf(request, fault)) ?? {};
				expect({ outcome: `${passes} / ${lasts}`, broken }).toEqual({
					outcome: expectedOutcomes(subject, request, fault),
					broken: [],
				});
			},
		);

		test('docs/faults.md tells what was seen; npm run faults writes it anew', () => {
			const section = rendered(subject, [...seen.values()]);
			if (process.env.WRITE_FAULTS === 'true') {
				rewrite(LEGEND, legend());
				rewrite(sectionOf(subject), section);
			}
			expect(documented(LEGEND)).toBe(legend());
			expect(documented(sectionOf(subject))).toBe(section.trim());
		});
	});
}
