/** n8n's internal API, as the editor uses it, typed as far as tests and the demo need it. */
import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeTypeDescription,
	IPinData,
	ResourceMapperFields,
} from 'n8n-workflow';
import { secrets } from '../../support/secrets';
import { Execution, type ExecutionAnswer } from './execution';
import type {
	CredentialTestResult,
	DataTableDraft,
	DropdownRequest,
	Login,
	PublicationStatus,
	StoredCredential,
	StoredWorkflow,
} from './n8nTypes';
import { IS_N8N_1, newInN8n1, refusedByN8n1, startInN8n1, statusInN8n1 } from './n8nVersion';
import { N8nApiError, RestSession } from './restSession';
import { waitFor } from './wait';
import { MANUAL, type WorkflowDraft } from './workflow';

export class N8nClient {
	private readonly session: RestSession;

	constructor(readonly origin: string) {
		this.session = new RestSession(origin);
	}

	/**
	 * Logs in as the instance's owner, who is made of this login when n8n has none yet.
	 * @throws N8nApiError (401) when the owner has another login
	 */
	async logInAsOwner({ email, password }: Login): Promise<void> {
		try {
			const person = { firstName: 'Report', lastName: 'Builder' };
			await this.session.post('/owner/setup', { email, password, ...person });
		} catch (error) {
			if (!(error instanceof N8nApiError && error.status === 400)) throw error;
			await this.session.post('/login', { emailOrLdapLoginId: email, password });
		}
	}

	/** What n8n knows of `names` (full type names). @throws N8nApiError when one is unknown */
	nodeTypes(names: string[]): Promise<INodeTypeDescription[]> {
		return this.nodeTypesOf(names.map((type) => ({ type, typeVersion: 1 })));
	}

	/** As {@link nodeTypes}, in the versions that `nodes` have. */
	nodeTypesOf(nodes: Array<Pick<INode, 'type' | 'typeVersion'>>): Promise<INodeTypeDescription[]> {
		return this.session.post('/node-types', {
			nodeInfos: nodes.map(({ type, typeVersion }) => ({ name: type, version: typeVersion })),
		});
	}

	// Credentials

	listCredentials(): Promise<StoredCredential[]> {
		return this.session.get('/credentials');
	}

	createCredential(
		type: string,
		name: string,
		data: ICredentialDataDecryptedObject,
	): Promise<StoredCredential> {
		secrets.addCredential(data);
		return this.session.post('/credentials', { name, type, data });
	}

	updateCredential(
		{ id, name, type }: StoredCredential,
		data: ICredentialDataDecryptedObject,
	): Promise<StoredCredential> {
		secrets.addCredential(data);
		return this.session.patch(`/credentials/${id}`, { name, type, data });
	}

	async deleteCredentials(): Promise<void> {
		for (const { id } of await this.listCredentials()) {
			await this.session.delete(`/credentials/${id}`);
		}
	}

	/** Tests a stored credential as the editor does when it is opened: secrets stay on the server. */
	async testStoredCredential({ id, name, type }: StoredCredential): Promise<CredentialTestResult> {
		const { data } = await this.session.get<{ data: ICredentialDataDecryptedObject }>(
			`/credentials/${id}?includeData=true`,
		);
		return await this.testCredential({ id, name, type }, data);
	}

	/** Tests `data`, typed but not yet saved, in the place of the stored credential. */
	testCredential(
		credential: StoredCredential,
		data: ICredentialDataDecryptedObject,
	): Promise<CredentialTestResult> {
		const { id, name, type } = credential;
		secrets.addCredential(data);
		return this.session.post('/credentials/test', { credentials: { id, name, type, data } });
	}

	/**
	 * Connects an OAuth2 credential, as the editor's button does: opens the service's page in place of the
	 * user's browser, where the sandbox agrees at once, and brings the code back to n8n.
	 * @returns the address of the service's page
	 */
	async connectOAuth2({ id }: StoredCredential): Promise<URL> {
		const page = await this.session.get<string>(`/oauth2-credential/auth?id=${id}`);
		const agreed = await fetch(page, { redirect: 'manual', headers: { connection: 'close' } });
		const { search } = new URL(agreed.headers.get('location') ?? '');
		await this.session.bytes(`/oauth2-credential/callback${search}`);
		return new URL(page);
	}

	// Dropdowns

	options(request: DropdownRequest): Promise<INodePropertyOptions[]> {
		return this.session.post('/dynamic-node-parameters/options', dropdownBody(request));
	}

	/** One page of a resource locator's list. */
	resourceLocatorResults(
		request: DropdownRequest,
		{ filter, paginationToken }: { filter?: string; paginationToken?: string } = {},
	): Promise<INodeListSearchResult> {
		return this.session.post('/dynamic-node-parameters/resource-locator-results', {
			...dropdownBody(request),
			filter,
			paginationToken,
		});
	}

	resourceMapperFields(request: DropdownRequest): Promise<ResourceMapperFields> {
		return this.session.post(
			'/dynamic-node-parameters/resource-mapper-fields',
			dropdownBody(request),
		);
	}

	// Workflows

	listWorkflows(): Promise<StoredWorkflow[]> {
		return this.session.get('/workflows');
	}

	async createWorkflow(draft: WorkflowDraft): Promise<StoredWorkflow> {
		const more = IS_N8N_1 ? newInN8n1(await this.personalProject()) : {};
		return await this.session.post('/workflows', { ...draft, ...more });
	}

	updateWorkflow(id: string, change: Partial<WorkflowDraft>): Promise<StoredWorkflow> {
		return this.session.patch(`/workflows/${id}`, change);
	}

	getWorkflow(
		id: string,
	): Promise<StoredWorkflow & Pick<WorkflowDraft, 'nodes'> & { pinData?: IPinData }> {
		return this.session.get(`/workflows/${id}`);
	}

	/** Publishes the current version and waits until its triggers are up or have failed. */
	async publish(workflow: StoredWorkflow): Promise<PublicationStatus> {
		try {
			await this.session.post(`/workflows/${workflow.id}/activate`, {
				versionId: workflow.versionId,
			});
		} catch (error) {
			if (IS_N8N_1 && error instanceof N8nApiError) return refusedByN8n1(error);
			throw error;
		}
		return await this.settledPublication(workflow.id);
	}

	/** Takes it back and waits until its triggers are down. */
	async unpublish(id: string): Promise<PublicationStatus> {
		await this.session.post(`/workflows/${id}/deactivate`);
		return await this.settledPublication(id);
	}

	async publicationStatus(id: string): Promise<PublicationStatus> {
		if (IS_N8N_1) return statusInN8n1(await this.getWorkflow(id));
		return await this.session.get(`/workflows/${id}/publication-status`);
	}

	/** Makes a data table of the owner's own. */
	async createDataTable(table: DataTableDraft): Promise<{ id: string }> {
		return await this.session.post(`/projects/${await this.personalProject()}/data-tables`, table);
	}

	// Executions

	/**
	 * Starts `workflowId` at its manual trigger and answers the execution's id. With `destination` it runs only
	 * as far as that node, as the editor's Execute Step does.
	 */
	async run(workflowId: string, trigger = MANUAL, destination?: string): Promise<string> {
		const start = IS_N8N_1
			? startInN8n1(await this.getWorkflow(workflowId), destination)
			: destination && { destinationNode: { nodeName: destination, mode: 'inclusive' } };
		const { executionId } = await this.session.post<{ executionId: string }>(
			`/workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: trigger }, ...start },
		);
		return executionId;
	}

	async execution(id: string): Promise<Execution> {
		return new Execution(await this.session.get<ExecutionAnswer>(`/executions/${id}`));
	}

	/** All executions of a workflow, the oldest first. */
	async executionsOf(workflowId: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.session.get<{ results: Array<{ id: string }> }>(
			`/executions?filter=${filter}&limit=100`,
		);
		const ids = results.map(({ id }) => id).sort((a, b) => Number(a) - Number(b));
		return await Promise.all(ids.map(async (id) => await this.execution(id)));
	}

	async deleteExecutionsOf(workflowId: string): Promise<void> {
		await this.session.post('/executions/delete', {
			deleteBefore: new Date().toISOString(),
			filters: { workflowId },
		});
	}

	/** The execution when it has ended, in whatever way. */
	finished(id: string, timeoutMs = 120_000): Promise<Execution> {
		return waitFor(
			`the end of execution ${id}`,
			async () => {
				const execution = await this.execution(id);
				return execution.isFinished ? execution : undefined;
			},
			{ timeoutMs },
		);
	}

	/** Creates `draft`, runs it and waits for its end. */
	async runToEnd(draft: WorkflowDraft, timeoutMs?: number): Promise<Execution> {
		const { id } = await this.createWorkflow(draft);
		return await this.finished(await this.run(id), timeoutMs);
	}

	/** Stops a running execution, as the editor's button does. */
	async stop(executionId: string): Promise<void> {
		await this.session.post(`/executions/${executionId}/stop`);
	}

	/** The bytes that n8n stored under a binary's `id`. */
	binary(id: string): Promise<Buffer> {
		return this.session.bytes(`/binary-data?id=${encodeURIComponent(id)}&action=download`);
	}

	private async personalProject(): Promise<string> {
		return (await this.session.get<{ id: string }>('/projects/personal')).id;
	}

	private settledPublication(id: string): Promise<PublicationStatus> {
		return waitFor(`the publication of workflow ${id}`, async () => {
			const status = await this.publicationStatus(id);
			return status.status === 'in_progress' ? undefined : status;
		});
	}
}

function dropdownBody(request: DropdownRequest): Record<string, unknown> {
	const { nodeType, methodName, path, currentNodeParameters, credentials } = request;
	return {
		nodeTypeAndVersion: { name: nodeType, version: 1 },
		methodName,
		path,
		currentNodeParameters: currentNodeParameters ?? {},
		credentials,
	};
}
