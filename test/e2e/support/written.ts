/** What the n8ns of a test file write: logs and databases, to look for secrets in. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What of a server's settings says where it writes. */
export interface WritingServer {
	userFolder: string;
	logFile: string;
	role?: 'main' | 'worker';
	env?: Record<string, string>;
}

/** Answers all texts that something has written so far. */
type Source = () => string[] | Promise<string[]>;

const sources = new Map<string, Source>();

export function addWritten(name: string, source: Source): void {
	sources.set(name, source);
}

/**
 * All that every n8n that this test file used has written so far.
 * @throws Error when one has written nothing: then it was looked for in the wrong place
 */
export async function everythingWritten(): Promise<string[]> {
	const written = [...sources].map(async ([name, source]) => {
		const texts = await source();
		if (texts.length === 0) throw new Error(`Nothing was found that ${name} has written`);
		return texts;
	});
	return (await Promise.all(written)).flat();
}

/**
 * The log and, of an n8n that has its own database, every text in it.
 * @throws Error when one of the files is not where it is looked for
 */
export async function writtenByServer({
	userFolder,
	logFile,
	role = 'main',
	env = {},
}: WritingServer): Promise<string[]> {
	const log = readFileSync(logFile, 'utf8');
	// A worker has that of its main; what is in PostgreSQL is searched by `QueueStores`.
	if (role === 'worker' || env.DB_TYPE === 'postgresdb') return [log];
	return [log, ...(await textsOf(path.join(userFolder, '.n8n', 'database.sqlite')))];
}

async function textsOf(file: string): Promise<string[]> {
	// Only when it is needed: Node warns that it is new, which is nothing for users of the demo.
	const { DatabaseSync } = await import('node:sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
		const rows = tables.flatMap(({ name }) =>
			database.prepare(`SELECT * FROM "${String(name)}"`).all(),
		);
		return rows
			.flatMap((row) => Object.values(row))
			.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
			.filter((value) => typeof value === 'string');
	} finally {
		database.close();
	}
}
