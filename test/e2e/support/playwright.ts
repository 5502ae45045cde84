/**
 * playwright-core, which is installed beside n8n only. The few of its types that are used are repeated
 * here, so that type-checking needs no n8n.
 */
import { loadInstalled } from './installed';

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Locator {
	first(): Locator;
	last(): Locator;
	filter(options: { hasText: string | RegExp }): Locator;
	locator(selector: string): Locator;
	click(options?: { timeout?: number; force?: boolean }): Promise<void>;
	dblclick(): Promise<void>;
	fill(text: string): Promise<void>;
	waitFor(options?: { state?: 'visible' | 'hidden'; timeout?: number }): Promise<void>;
	count(): Promise<number>;
	isVisible(): Promise<boolean>;
	textContent(): Promise<string | null>;
	allTextContents(): Promise<string[]>;
	innerText(): Promise<string>;
	boundingBox(): Promise<Box | null>;
	screenshot(options: { path: string }): Promise<Buffer>;
}

export interface Download {
	suggestedFilename(): string;
	path(): Promise<string>;
}

export interface Page {
	goto(url: string, options?: { waitUntil?: 'load' | 'domcontentloaded' }): Promise<unknown>;
	url(): string;
	locator(selector: string): Locator;
	screenshot(options: { path: string; clip?: Box }): Promise<Buffer>;
	setViewportSize(size: { width: number; height: number }): Promise<void>;
	waitForTimeout(ms: number): Promise<void>;
	waitForEvent(event: 'download', options: { timeout: number }): Promise<Download>;
	keyboard: { press(key: string): Promise<void> };
	mouse: {
		move(x: number, y: number, options?: { steps: number }): Promise<void>;
		down(): Promise<void>;
		up(): Promise<void>;
	};
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
		colorScheme?: 'light' | 'dark';
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
