import { type PackageDirectoryLoader } from 'n8n-core';
import {
	ICredentialsHelper,
	isExpression,
	type CredentialInformation,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
} from 'n8n-workflow';
import { secrets } from '../../support/secrets';

/**
 * Credentials without n8n's database: the package's own credential classes decide how a request is signed,
 * values live in memory. Expressions are read as far as our classes use them (`={{$credentials.name}}`); the
 * real thing is exercised end to end.
 */
export class MemoryCredentials extends ICredentialsHelper {
	/** What n8n stored back, e.g. a new token. */
	readonly stored: Array<{ type: string; data: ICredentialDataDecryptedObject }> = [];

	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly values: Record<string, ICredentialDataDecryptedObject>,
	) {
		super();
	}

	override getParentTypes(name: string): string[] {
		return this.typeOf(name)?.extends ?? [];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName) ?? {};
		if (authenticate === undefined) return requestOptions;
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);
		const { auth, headers } = authenticate.properties;
		const resolve = (fields: object | undefined): Record<string, string> =>
			Object.fromEntries(
				Object.entries(fields ?? {}).map(([name, text]) => [
					name,
					resolved(String(text), credentials),
				]),
			);
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, ...resolve(headers) },
			...(auth !== undefined && { auth: resolve(auth) as unknown as IHttpRequestOptions['auth'] }),
		};
	}

	/**
	 * As n8n's own: called before each request and after a 401, and acts only when the hidden field that can expire
	 * is empty or was refused. What the credential returns is stored if that field is part of it: all of it, except
	 * where the stored value is an expression.
	 */
	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.typeOf(typeName);
		const expirable = type?.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (expirable === undefined || type?.preAuthentication === undefined) return undefined;
		if (credentials[expirable.name] !== '' && !credentialsExpired) return undefined;
		const output = await type.preAuthentication.call(helpers, credentials);
		if (output[expirable.name] === undefined || node.credentials === undefined) return undefined;
		const stored = { ...this.values[typeName] };
		for (const [key, value] of Object.entries(output)) {
			if (key === expirable.name || !isExpression(stored[key]))
				stored[key] = value as CredentialInformation;
		}
		await this.updateCredentials(node.credentials[typeName] as never, typeName, stored);
		return Object.assign(credentials, output);
	}

	override async runPreAuthentication(): Promise<ICredentialDataDecryptedObject | undefined> {
		return undefined;
	}

	override async getCredentials(): Promise<ICredentials> {
		throw new Error('Encrypted credentials are not needed here');
	}

	override async getDecrypted(
		_additionalData: unknown,
		_node: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const values = this.values[type];
		if (values === undefined) throw new Error(`The test gave no values for ${type}`);
		const defaults = Object.fromEntries(
			this.getCredentialsProperties(type).map(({ name, default: value }) => [name, value]),
		);
		return { ...defaults, ...values } as ICredentialDataDecryptedObject;
	}

	override async updateCredentials(
		_node: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.store(type, data);
	}

	override async updateCredentialsOauthTokenData(
		_node: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.store(type, data);
	}

	override getCredentialsProperties(type: string): INodeProperties[] {
		return this.typeOf(type)?.properties ?? [];
	}

	private store(type: string, data: ICredentialDataDecryptedObject): void {
		secrets.addCredential(data);
		this.values[type] = data;
		this.stored.push({ type, data });
	}

	private typeOf(name: string): ICredentialType | undefined {
		return name in this.loader.credentialTypes ? this.loader.getCredential(name).type : undefined;
	}
}

function resolved(text: string, credentials: ICredentialDataDecryptedObject): string {
	return text
		.replace(/^=/, '')
		.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_, name: string) => String(credentials[name]));
}
