/**
 * playwright-core, which is installed beside n8n only. The few of its types that are used are repeated
 * here, so that type-checking needs no n8n.
 */
import { loadInstalled } from './installed';

export interface Locator {
	first(): Locator;
	click(options?: { timeout?: number }): Promise<void>;
	waitFor(options?: { state?: 'visible' | 'hidden'; timeout?: number }): Promise<void>;
	count(): Promise<number>;
	textContent(): Promise<string | null>;
	screenshot(options: { path: string }): Promise<Buffer>;
}

export interface Page {
	goto(url: string, options?: { waitUntil?: 'load' | 'domcontentloaded' }): Promise<unknown>;
	locator(selector: string): Locator;
	screenshot(options: { path: string }): Promise<Buffer>;
	waitForTimeout(ms: number): Promise<void>;
	keyboard: { press(key: string): Promise<void> };
	on(event: 'pageerror', listener: (error: Error) => void): unknown;
}

export interface BrowserContext {
	newPage(): Promise<Page>;
	request: {
		post(url: string, options: { data: unknown }): Promise<{ ok(): boolean; status(): number }>;
	};
}

export interface Browser {
	newContext(options: {
		viewport: { width: number; height: number };
		deviceScaleFactor?: number;
	}): Promise<BrowserContext>;
	close(): Promise<void>;
}

interface Playwright {
	chromium: { launch(options: { executablePath: string; args: string[] }): Promise<Browser> };
}

/** @throws Error when n8n's project is not installed */
export function loadPlaywright(): Playwright {
	return loadInstalled<Playwright>('playwright-core');
}
