import { existsSync } from 'node:fs';
import path from 'node:path';
import { Engine, manifest } from './support/engine';

/** What n8n's own loader finds in the built package. */
describe('the package as n8n loads it', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await Engine.start();
	});

	test('has every node and credential that package.json registers, each with an icon that exists', () => {
		const { nodes, credentials } = manifest().n8n;
		expect(Object.keys(engine.loaded.nodeTypes)).toHaveLength(nodes.length);
		expect(Object.keys(engine.loaded.credentialTypes)).toHaveLength(credentials.length);
		const types = [
			...Object.values(engine.loaded.nodeTypes).map(({ type }) =>
				'description' in type ? type.description : undefined,
			),
			...Object.values(engine.loaded.credentialTypes).map(({ type }) => type),
		];
		for (const type of types) {
			const { light, dark } = type?.iconUrl as unknown as { light: string; dark: string };
			for (const url of [light, dark]) {
				// `icons/<package>/dist/...` is how n8n serves a file of the package.
				const file = url.replace(/^icons\/n8n-nodes-telecom-reports\//, '');
				expect([file, existsSync(path.resolve(__dirname, '../..', file))]).toEqual([file, true]);
			}
		}
	});

	test('is found by the names that users know', () => {
		const { type } = engine.loaded.getNode('bandwidthReports');
		const codex = 'description' in type ? type.description.codex : undefined;
		expect(codex?.alias).toEqual(
			expect.arrayContaining(['BDR', 'MDR', 'CDR', 'billing', 'call detail']),
		);
	});

	test('brings no dependencies', () => {
		expect(manifest()).not.toHaveProperty('dependencies');
	});
});
