/** Fresh n8n processes that all begin alike: logged in, with the package and the logins it needs. */
import { cpSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { N8nClient } from '../../e2e/support/n8nClient';
import { N8nServer } from '../../e2e/support/n8nServer';
import type { StoredCredential } from '../../e2e/support/n8nTypes';
import { installPackage, packPackage } from '../../e2e/support/packageInstall';
import { packageNodeTypes, TMP } from '../../e2e/support/paths';
import { OWNER } from '../../e2e/support/sharedServer';
import { Instance } from './instance';

/**
 * Apart from the checkout: below it the package would find the development copy of n8n-workflow and load it beside n8n's
 * own, which nobody's n8n does.
 */
export const FOLDER = path.join(tmpdir(), `telecom-reports-bench-${process.pid}`);
process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }));

/** n8n's own nodes that take part. */
const OTHER_NODE_TYPES = [
	'manualTrigger',
	'scheduleTrigger',
	'httpRequest',
	'compression',
	'extractFromFile',
	'wait',
	'if',
	'splitInBatches',
	'noOp',
].map((name) => `n8n-nodes-base.${name}`);

const ENVIRONMENT = {
	NODE_OPTIONS: `--require ${path.join(__dirname, 'tidyHeap.js')}`,
	NODES_INCLUDE: JSON.stringify([...OTHER_NODE_TYPES, ...packageNodeTypes()]),
};

export interface CredentialDraft {
	type: string;
	data: ICredentialDataDecryptedObject;
}

export interface FreshOptions {
	withPackage?: boolean;
	/** Further environment variables. */
	env?: Record<string, string>;
}

export class Lab {
	private constructor(
		private readonly template: string,
		private readonly credentials: StoredCredential[],
		private readonly name: string,
	) {}

	/** Makes the folder that each fresh n8n gets a copy of. */
	static async open(name: string, drafts: CredentialDraft[]): Promise<Lab> {
		const template = path.join(FOLDER, `${name}-template`);
		rmSync(template, { recursive: true, force: true });
		installPackage(packPackage(), template);
		const server = await startServer(template, name);
		const client = await logIn(server);
		const credentials: StoredCredential[] = [];
		for (const [index, { type, data }] of drafts.entries()) {
			credentials.push(await client.createCredential(type, `${type} ${index}`, data));
		}
		await server.stop();
		return new Lab(template, credentials, name);
	}

	/** What a node says to use the login that was given at `index`. */
	login(index: number): Record<string, { id: string; name: string }> {
		const credential = this.credentials[index];
		if (credential === undefined) throw new Error(`There is no login ${index}`);
		return { [credential.type]: { id: credential.id, name: credential.name } };
	}

	/** Lets `use` work with an n8n that has run nothing yet; it is gone afterwards. */
	async withFresh<T>(
		use: (instance: Instance) => Promise<T>,
		{ withPackage = true, env = {} }: FreshOptions = {},
	): Promise<T> {
		const folder = path.join(FOLDER, `${this.name}-run`);
		rmSync(folder, { recursive: true, force: true });
		cpSync(this.template, folder, { recursive: true });
		if (!withPackage) rmSync(path.join(folder, '.n8n', 'nodes'), { recursive: true });
		const server = await startServer(folder, this.name, env);
		try {
			return await use(new Instance(server, await logIn(server)));
		} catch (error) {
			throw new Error(`${String(error)}\nn8n last said:\n${server.logTail(15)}`, { cause: error });
		} finally {
			await server.kill();
			rmSync(folder, { recursive: true, force: true });
		}
	}
}

function startServer(
	userFolder: string,
	name: string,
	env: Record<string, string> = {},
): Promise<N8nServer> {
	const logFile = path.join(TMP, 'logs', `n8n-bench-${name}.log`);
	return N8nServer.start({ userFolder, logFile, env: { ...ENVIRONMENT, ...env } });
}

async function logIn(server: N8nServer): Promise<N8nClient> {
	const client = new N8nClient(server.origin);
	await client.logInAsOwner(OWNER);
	return client;
}
