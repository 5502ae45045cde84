/** Shapes of n8n's internal API. */
import type { INodeCredentials, INodeParameters } from 'n8n-workflow';

export interface Login {
	email: string;
	password: string;
}

export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}

export interface StoredWorkflow {
	id: string;
	name: string;
	versionId: string;
	active: boolean;
	isArchived?: boolean;
}

export interface DataTableDraft {
	name: string;
	columns: Array<{ name: string; type: string }>;
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

export interface PublicationStatus {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** What a dropdown's request tells n8n about the node it stands on. */
export interface DropdownRequest {
	nodeType: string;
	/** The method of the node that fills the dropdown. */
	methodName: string;
	/** Such as `parameters.reportId`. */
	path: string;
	currentNodeParameters?: INodeParameters;
	credentials?: INodeCredentials;
}
