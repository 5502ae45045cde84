import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type IDataObject, type INodeParameters, type INodeType } from 'n8n-workflow';
import { loadOutputSchema } from 'n8n-core';
import { startSandbox, type Sandbox } from '../sandbox';
import { bandwidthRun, OCTOBER } from './support/bandwidth';
import { byId } from './support/byId';
import { Engine, manifest, type NodeRun } from './support/engine';
import { evoVoiceRun } from './support/evoVoice';
import { PRINTED } from '../support/ringCx';
import { ringCxRun } from './support/ringCx';
import { webexRun } from './support/webex';

/*
 * n8n's editor shows the fields of a node that has not run yet from `__schema__` beside the node. The files are
 * recorded from what the operations put out: `UPDATE_SCHEMAS=1 npx jest --selectProjects=engine outputSchemas`.
 */

const ROOT = path.resolve(__dirname, '../..');
const JOB_MS = 300;

/** A JSON schema as n8n's editor reads it. */
interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** How the operations of a resource are run. */
interface Subject {
	run: (sandbox: Sandbox, parameters: INodeParameters) => NodeRun;
	/** What a report is asked for, or a thing is named by. */
	request: INodeParameters;
}

const SUBJECTS: Record<string, Record<string, Subject>> = {
	bandwidthReports: {
		billingReport: { run: bandwidthRun, request: { ...OCTOBER, reportType: 'DIDSNAP' } },
		accountReport: {
			run: bandwidthRun,
			request: {
				reportDefinitionId: byId('4'),
				outputFormat: 'csv',
				additionalParameters: { parameter: [{ name: 'Account', value: '9900012' }] },
			},
		},
		reportDefinition: { run: bandwidthRun, request: { reportDefinitionId: byId('4') } },
	},
	webexBroadworksReports: {
		billingReport: {
			run: webexRun,
			request: { dateRange: 'custom', billingPeriod: '2026-10' },
		},
	},
	evoVoiceReports: {
		report: {
			run: evoVoiceRun,
			request: { ...OCTOBER, reportType: 'billing', accountId: byId('acct-001') },
		},
	},
	ringCxReports: { report: { run: ringCxRun, request: PRINTED } },
};

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ jobMs: JOB_MS, rows: 20 });
	engine = await Engine.start();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const cases = Object.entries(SUBJECTS).flatMap(([node, resources]) =>
	Object.keys(resources).map((resource) => [node, resource] as const),
);

describe('The preview of the output is what is put out', () => {
	test('for every resource that the nodes have', () => {
		const resources = Object.keys(SUBJECTS).flatMap((node) =>
			optionsOf(node, 'resource').map((resource) => [node, resource]),
		);
		expect(cases.map((one) => [...one]).sort()).toEqual(resources.sort());
		const nodes = manifest().n8n.nodes.filter((file) => !file.includes('Trigger'));
		expect(Object.keys(SUBJECTS)).toHaveLength(nodes.length);
	});

	test.each(cases)('by each operation of %s, %s', async (node, resource) => {
		const operations = optionsOf(node, 'operation', resource);
		expect(operations.length).toBeGreaterThan(0);
		for (const operation of operations) {
			const schema = schemaOf(await output(node, resource, operation));
			if (process.env.UPDATE_SCHEMAS !== undefined) record(node, resource, operation, schema);
			expect([operation, shown(node, resource, operation)]).toEqual([operation, schema]);
		}
	});
});

/** The items of one run; a report that it needs is made before. */
async function output(node: string, resource: string, operation: string): Promise<IDataObject[]> {
	const subject = SUBJECTS[node]?.[resource];
	if (subject === undefined) throw new Error(`Nothing is known of ${node}, ${resource}`);
	const run = async (more: INodeParameters) => {
		const parameters = { resource, ...subject.request, simplify: true, ...more };
		const { items, error } = await engine.execute(subject.run(sandbox, parameters));
		if (error !== undefined)
			throw new Error(`${resource}, ${String(more.operation)}: ${error.message}`);
		return items.map(({ json }) => json);
	};
	let made: INodeParameters = {};
	if (optionsOf(node, 'operation', resource).includes('create')) {
		const [report] = await run({ operation: 'create' });
		await new Promise((resolve) => setTimeout(resolve, JOB_MS + 50));
		made = { reportId: byId(String(report?.reportId)) };
	}
	return await run({ operation, ...made });
}

/** What n8n's own code finds in the build. */
function shown(node: string, resource: string, operation: string): unknown {
	const built = manifest().n8n.nodes.find((file) =>
		file.toLowerCase().includes(`/${node.toLowerCase()}.`),
	);
	return loadOutputSchema({
		nodeDir: path.join(ROOT, path.dirname(built ?? '')),
		version: 1,
		resource,
		operation,
	});
}

/** Writes the source, and the build as it would come of it. */
function record(node: string, resource: string, operation: string, schema: Schema): void {
	const className = node.charAt(0).toUpperCase() + node.slice(1);
	for (const folder of ['nodes', 'dist/nodes']) {
		const file = path.join(
			ROOT,
			folder,
			className,
			'__schema__/v1.0.0',
			resource,
			`${operation}.json`,
		);
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(schema, null, '\t')}\n`);
	}
}

function optionsOf(node: string, property: string, resource?: string): string[] {
	const { description } = engine.loaded.getNode(node).type as INodeType;
	return description.properties
		.filter(
			({ name, displayOptions }) =>
				name === property &&
				(resource === undefined || displayOptions?.show?.resource?.includes(resource)),
		)
		.flatMap(({ options = [] }) => options)
		.flatMap((option) => ('value' in option ? [String(option.value)] : []));
}

/** One schema for all items: a field counts when any of them has it. */
function schemaOf(values: unknown[]): Schema {
	const present = values.filter((value) => value !== undefined);
	const [first] = present;
	if (Array.isArray(first)) return { type: 'array', items: schemaOf(present.flat()) };
	if (typeof first !== 'object' || first === null) return { type: typeof first };
	const objects = present as Array<Record<string, unknown>>;
	const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
	return {
		type: 'object',
		properties: Object.fromEntries(
			names.map((name) => [name, schemaOf(objects.map((object) => object[name]))]),
		),
	};
}
