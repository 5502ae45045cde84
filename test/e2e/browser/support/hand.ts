/** A person's hand in the editor: clicks and types, and counts both. */
import type { Locator, Page } from '../../support/playwright';

const PATIENCE_MS = 30_000;

export interface Effort {
	clicks: number;
	characters: number;
}

export class Hand {
	private done: Effort = { clicks: 0, characters: 0 };
	private counts = true;

	constructor(readonly page: Page) {}

	/** What was done since the last call. */
	takeEffort(): Effort {
		const effort = this.done;
		this.done = { clicks: 0, characters: 0 };
		return effort;
	}

	/** Does `action` without counting it: what only the sandbox makes necessary. */
	async uncounted(action: () => Promise<void>): Promise<void> {
		this.counts = false;
		try {
			await action();
		} finally {
			this.counts = true;
		}
	}

	async click(target: Locator): Promise<void> {
		await target.first().click({ timeout: PATIENCE_MS });
		this.count({ clicks: 1, characters: 0 });
	}

	/** Clicks into a field and puts `text` in the place of what is there. */
	async type(field: Locator, text: string): Promise<void> {
		await field.first().waitFor({ timeout: PATIENCE_MS });
		await field.first().fill(text);
		this.count({ clicks: 1, characters: text.length });
	}

	/** Types into a field that has the caret already. */
	async continueTyping(field: Locator, text: string): Promise<void> {
		await field.first().fill(text);
		this.count({ clicks: 0, characters: text.length });
	}

	/** Presses on one thing, moves to the other and lets go: counted as two clicks. */
	async drag(from: Locator, to: Locator): Promise<void> {
		const [start, end] = [await centre(from), await centre(to)];
		const { mouse } = this.page;
		await mouse.move(start.x, start.y);
		await mouse.down();
		await mouse.move(end.x, end.y, { steps: 20 });
		await mouse.up();
		this.count({ clicks: 2, characters: 0 });
	}

	private count({ clicks, characters }: Effort): void {
		if (!this.counts) return;
		this.done.clicks += clicks;
		this.done.characters += characters;
	}
}

async function centre(target: Locator): Promise<{ x: number; y: number }> {
	const box = await target.first().boundingBox();
	if (box === null) throw new Error('There is nothing to drag, or nowhere to drag it');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
