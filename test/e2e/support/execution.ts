/** What a finished (or running) execution holds, read from n8n's compact form. */
import type {
	ExecutionStatus,
	IBinaryData,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';

export interface ExecutionAnswer {
	id: string;
	status: ExecutionStatus;
	/** JSON in which every nested value is the index of another: n8n's storage form. */
	data: string;
	/** How large `data` is as it is stored; 1.x does not tell. */
	jsonSizeBytes?: number;
}

const FINAL: ReadonlySet<ExecutionStatus> = new Set(['success', 'error', 'canceled', 'crashed']);

export class Execution {
	readonly data: IRunExecutionData | undefined;

	constructor(readonly answer: ExecutionAnswer) {
		this.data = answer.data ? (unflatten(answer.data) as IRunExecutionData) : undefined;
	}

	get id(): string {
		return this.answer.id;
	}

	get status(): ExecutionStatus {
		return this.answer.status;
	}

	get isFinished(): boolean {
		return FINAL.has(this.status);
	}

	/** The items that `node` put out at its first (or the given) output in its first run. */
	items(node: string, output = 0): INodeExecutionData[] {
		return this.data?.resultData.runData[node]?.[0]?.data?.main?.[output] ?? [];
	}

	/** The JSON of {@link items}. */
	json(node: string): Array<INodeExecutionData['json']> {
		return this.items(node).map((item) => item.json);
	}

	/** A text field of the item at `index`. @throws Error when it is missing or no text */
	text(node: string, field: string, index = 0): string {
		const value = this.json(node)[index]?.[field];
		if (typeof value !== 'string')
			throw new Error(`${node} put out no text "${field}" at ${index}`);
		return value;
	}

	/** The binary property of the item at `index`. @throws Error when it has none */
	binary(node: string, index = 0, property = 'data'): IBinaryData {
		const binary = this.items(node)[index]?.binary?.[property];
		if (binary === undefined) {
			throw new Error(`${node} put out no binary property "${property}" at item ${index}`);
		}
		return binary;
	}

	/** Message and description of what ended the execution, or undefined. */
	get error(): { message: string; description?: string | null } | undefined {
		return this.data?.resultData.error;
	}
}

/** Resolves the indices of `text` into one object. Values that occur twice become the same object. */
export function unflatten(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const built = new Map<string, unknown>();
	const resolve = (reference: unknown): unknown => {
		if (typeof reference !== 'string') return reference;
		if (built.has(reference)) return built.get(reference);
		const value = values[Number(reference)];
		if (typeof value !== 'object' || value === null) return value;
		const target: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
		built.set(reference, target);
		for (const [key, nested] of Object.entries(value)) Reflect.set(target, key, resolve(nested));
		return target;
	};
	return resolve('0');
}
