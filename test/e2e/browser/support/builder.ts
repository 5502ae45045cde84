/** Builds a workflow in the editor as a person does: by clicks. */
import { readFile } from 'node:fs/promises';
import type { Editor } from '../../support/browser';
import type { Locator, Page } from '../../support/playwright';
import { waitFor } from '../../support/wait';
import { Hand } from './hand';

/** n8n's own marks on what we look for. */
const mark = (id: string) => `[data-test-id="${id}"]`;

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
		await this.hand.click(this.find('item-iterator-item').filter({ hasText: item }));
	}

	/** Opens the picker for the step after the last one of a chain. */
	async addNext(): Promise<void> {
		await this.hand.click(this.find('canvas-handle-plus'));
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

	/** Switches a field of the open panel to an expression and types it. */
	async express(parameter: string, expression: string): Promise<void> {
		const field = this.find(`parameter-input-${parameter}`);
		await field.first().hover();
		const options = this.find(`${parameter}-parameter-input-options-container`);
		await this.hand.click(options.locator(mark('radio-button-expression')));
		await this.hand.type(field.locator('.cm-content'), expression);
		await this.page.keyboard.press('Escape');
	}

	async switchOn(parameter: string): Promise<void> {
		await this.hand.click(this.find(`parameter-input-${parameter}`).locator('.el-switch'));
	}

	/** Adds an entry to a collection such as Options. */
	async addOption(name: string, collection = 'collection-parameter-add'): Promise<void> {
		await this.hand.click(this.find(collection).last());
		await this.hand.click(
			this.page.locator('.el-select-dropdown__item:visible').filter({ hasText: name }),
		);
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
