/** The editor of a running n8n in a real, invisible Chromium. */
import { findChromium, HOW_TO_INSTALL } from './chromium';
import type { Login } from './n8nTypes';
import { type Browser, loadPlaywright, type Locator, type Page } from './playwright';

export interface EditorOptions {
	/** The editor's address, such as `http://127.0.0.1:5678`. */
	origin: string;
	login: Login;
	/** In CSS pixels. */
	width?: number;
	height?: number;
	/** Picture pixels for each CSS pixel. */
	scale?: number;
	/** Default light. */
	theme?: 'light' | 'dark';
}

const PATIENCE_MS = 60_000;

/** n8n's own marks on what we look for. */
const byTestId = (id: string) => `[data-test-id="${id}"]`;

export class Editor {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly origin: string,
	) {}

	/** @throws Error when there is no Chromium, or the login is wrong */
	static async open(options: EditorOptions): Promise<Editor> {
		const { origin, login, width = 1440, height = 900, scale = 1, theme = 'light' } = options;
		const browser = await loadPlaywright().chromium.launch({
			executablePath: chromium(),
			// Chromium refuses its sandbox to root, and small /dev/shm is usual in containers.
			args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
		});
		const context = await browser.newContext({
			viewport: { width, height },
			deviceScaleFactor: scale,
			colorScheme: theme,
		});
		const answer = await context.request.post(`${origin}/rest/login`, {
			data: { emailOrLdapLoginId: login.email, password: login.password },
		});
		if (!answer.ok()) {
			await browser.close();
			throw new Error(`n8n at ${origin} refused the login ${login.email} (${answer.status()})`);
		}
		return new Editor(browser, await context.newPage(), origin);
	}

	/** Shows the empty canvas of a workflow that is yet to be made. */
	async showNewWorkflow(): Promise<void> {
		await this.page.goto(`${this.origin}/workflow/new`);
		await this.appears(byTestId('canvas-add-button'));
	}

	/** Shows the panel of a node, by the node's id (a uuid). */
	async showNode(workflowId: string, nodeId: string): Promise<void> {
		await this.page.goto(`${this.origin}/workflow/${workflowId}/${nodeId}`);
		await this.appears(byTestId('node-parameters'));
		await this.settle();
	}

	/** Saves what is seen as a PNG. */
	async screenshot(file: string): Promise<void> {
		await this.page.screenshot({ path: file });
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	private async appears(selector: string): Promise<Locator> {
		const element = this.page.locator(selector).first();
		await element.waitFor({ state: 'visible', timeout: PATIENCE_MS });
		return element;
	}

	/** Lets animations and late requests end. */
	private async settle(): Promise<void> {
		await this.page.waitForTimeout(1_000);
	}
}

/** @throws Error saying what to install */
function chromium(): string {
	const found = findChromium();
	if (found === undefined) throw new Error(HOW_TO_INSTALL);
	return found;
}
