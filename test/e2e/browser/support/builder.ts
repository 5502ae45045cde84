/** Builds a workflow in the editor as a person does: by clicks. */
import { readFile } from 'node:fs/promises';
import type { Editor } from '../../support/browser';
import type { Locator, Page } from '../../support/playwright';
import { waitFor } from '../../support/wait';
import { Hand } from './hand';

/** n8n's own marks on what we look for. */
const mark = (id: string) => `[data-test-id="${id}"]`;

/** Up to where the plus behind a node can be seen, in CSS pixels. */
const CANVAS_WIDTH = 1_200;

interface Addition {
	/** For a node whose operations are chosen in the picker. */
	action?: string;
	after?: string;
}

export class WorkflowBuilder {
	readonly hand: Hand;
	private readonly page: Page;

	constructor(private readonly editor: Editor) {
		this.page = editor.page;
		this.hand = new Hand(this.page);
	}

	find(testId: string): Locator {
		return this.page.locator(mark(testId));
	}

	/** Opens an empty workflow and its list of first steps. */
	async openNew(): Promise<void> {
		await this.editor.showNewWorkflow();
		await this.hand.click(this.find('canvas-add-button'));
	}

	/** Types into the search of the open node picker, and waits until `expected` is among what it finds. */
	async search(text: string, expected: string): Promise<string[]> {
		await this.hand.type(this.find('node-creator-search-bar'), text);
		return await waitFor(
			`"${expected}" in the node picker after a search for "${text}"`,
			async () => {
				const found = await this.pickerItems();
				return found.includes(expected) ? found : undefined;
			},
			{ timeoutMs: 10_000 },
		);
	}

	/** What the open node picker lists, from the top. */
	async pickerItems(): Promise<string[]> {
		const names = await this.find('node-creator-item-name').allTextContents();
		return names.map((name) => name.trim());
	}

	async pick(item: string | RegExp): Promise<void> {
		const entry = this.find('item-iterator-item').filter({ hasText: item });
		await entry.first().waitFor();
		// Lists slide in, and a click meanwhile goes nowhere.
		await this.page.waitForTimeout(700);
		await this.hand.click(entry);
	}

	/** Opens the picker for the step after the last one, or after the one of this name. */
	async addNext(after?: string): Promise<void> {
		const plus = mark('canvas-handle-plus');
		const last = this.find('canvas-node').last();
		const from = after === undefined ? last : this.node(after);
		const box = await from.boundingBox();
		if (box === null || box.x + box.width > CANVAS_WIDTH) await this.fitCanvas();
		await this.hand.click(from.locator(plus));
	}

	/** Brings the whole workflow into view. */
	async fitCanvas(): Promise<void> {
		await this.hand.click(this.find('zoom-to-fit'));
		await this.page.waitForTimeout(1_000);
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`${mark('canvas-node')}[data-node-name="${name}"]`);
	}

	/** Adds a step after the last one, or after the one of this name, and opens its panel. */
	async add(
		search: string,
		item: string | RegExp,
		{ action, after }: Addition = {},
	): Promise<void> {
		await this.addNext(after);
		await this.search(search, search);
		await this.pick(item);
		if (action !== undefined) await this.pick(action);
		await this.find('node-parameters').first().waitFor();
	}

	/** Chooses an option of a field in the open panel. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.hand.click(this.find(`parameter-input-${parameter}`));
		const entry = this.page
			.locator('.el-select-dropdown__item:visible')
			.filter({ hasText: new RegExp(`^\\s*${option}`) });
		await this.hand.click(entry);
	}

	/** Fills a text field of the open panel or credential. */
	async fill(parameter: string, text: string): Promise<void> {
		const field = this.find(`parameter-input-${parameter}`);
		await this.hand.type(field.locator('input, textarea'), text);
	}

	/** Types an expression into a text field of the open panel: `=` makes it one. */
	async express(parameter: string, expression: string): Promise<void> {
		await this.fill(parameter, '=');
		const code = this.find(`parameter-input-${parameter}`).locator('.cm-content');
		await this.hand.continueTyping(code, expression);
		// The preview of the result lies over the field below until another place is clicked.
		await this.hand.click(this.find('tab-params'));
	}

	async switchOn(parameter: string): Promise<void> {
		await this.hand.click(this.find(`parameter-input-${parameter}`).locator('.el-switch'));
	}

	/** Adds an entry to the last collection of the open panel, usually Options. */
	async addOption(name: string): Promise<void> {
		await this.hand.click(this.find('collection-parameter-add').last());
		const entry = this.find('collection-parameter-option').filter({ hasText: name });
		await this.hand.click(entry);
	}

	/** Opens the dialog for a new credential of the open panel. */
	async newCredential(): Promise<void> {
		const none = this.find('node-credentials-empty-state');
		const some = this.find('node-credentials-select');
		await this.page
			.locator(`${mark('node-credentials-empty-state')}, ${mark('node-credentials-select')}`)
			.first()
			.waitFor();
		if (await none.first().isVisible()) {
			await this.hand.click(none.locator('button'));
		} else {
			await this.hand.click(some);
			await this.hand.click(this.find('node-credentials-select-item-new'));
		}
		await this.find('editCredential-modal').first().waitFor();
	}

	/** Saves the open credential; n8n tests it, and closes the dialog when the test has passed. */
	async saveCredential(): Promise<void> {
		await this.hand.click(this.find('credential-save-button'));
		await this.find('editCredential-modal').first().waitFor({ state: 'hidden' });
	}

	/** Runs the node of the open panel and waits for its output. */
	async execute(timeoutMs = 60_000): Promise<void> {
		await this.hand.click(this.find('node-execute-button'));
		await this.find('node-run-status-success').first().waitFor({ timeout: timeoutMs });
	}

	/** Runs the whole workflow from its canvas and waits until it has ended well. */
	async runWorkflow(timeoutMs = 60_000): Promise<void> {
		await this.hand.click(this.find('execute-workflow-button'));
		const done = this.page.locator('text=Workflow executed successfully');
		await done.first().waitFor({ timeout: timeoutMs });
	}

	/** Opens the panel of the node that was added last. */
	async openLast(): Promise<void> {
		await this.find('canvas-node').last().dblclick();
		await this.find('ndv-items-count').last().waitFor();
	}

	/** How many items the output panel tells of. */
	async itemCount(): Promise<number> {
		const text = await this.find('output-panel')
			.locator(mark('ndv-items-count'))
			.first()
			.innerText();
		return Number(/\d+/.exec(text)?.[0]);
	}

	async closePanel(): Promise<void> {
		await this.hand.click(this.find('ndv-close-button'));
		await this.find('ndv').first().waitFor({ state: 'hidden' });
	}

	/** Downloads the file that the output panel shows. */
	async download(): Promise<{ name: string; content: Buffer }> {
		const output = this.find('output-panel');
		const button = output.locator(mark('ndv-download-binary-data'));
		const [file] = await Promise.all([
			this.page.waitForEvent('download', { timeout: 20_000 }),
			this.hand.click(button),
		]);
		return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
	}
}
