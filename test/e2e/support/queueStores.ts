/** A database and a corner of Redis for one test run, in the servers that `scripts/test-queue.mjs` names. */
import { randomBytes } from 'node:crypto';
import { loadInstalled } from './installed';
import { addWritten } from './written';

interface PostgresClient {
	connect(): Promise<void>;
	query<Row>(text: string): Promise<{ rows: Row[] }>;
	end(): Promise<void>;
}

interface RedisClient {
	keys(pattern: string): Promise<string[]>;
	del(...keys: string[]): Promise<number>;
	disconnect(): void;
}

function named(variable: string): URL {
	const url = process.env[variable];
	if (!url) throw new Error(`${variable} is not set: run \`npm run test:queue\``);
	return new URL(url);
}

export class QueueStores {
	private readonly postgres = named('TELECOM_REPORTS_POSTGRES_URL');
	private readonly redis = named('TELECOM_REPORTS_REDIS_URL');
	private readonly name = `telecom_reports_${randomBytes(6).toString('hex')}`;

	private constructor() {}

	static async create(): Promise<QueueStores> {
		const stores = new QueueStores();
		await stores.administer(`CREATE DATABASE ${stores.name}`);
		addWritten(stores.name, async () => await stores.everything());
		return stores;
	}

	/** What n8n must know to keep everything here. */
	get environment(): Record<string, string> {
		const { postgres, redis, name } = this;
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: postgres.hostname,
			DB_POSTGRESDB_PORT: postgres.port || '5432',
			DB_POSTGRESDB_USER: decodeURIComponent(postgres.username),
			DB_POSTGRESDB_PASSWORD: decodeURIComponent(postgres.password),
			DB_POSTGRESDB_DATABASE: name,
			QUEUE_BULL_REDIS_HOST: redis.hostname,
			QUEUE_BULL_REDIS_PORT: redis.port || '6379',
			QUEUE_BULL_REDIS_DB: redis.pathname.slice(1) || '0',
			QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(redis.username),
			QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(redis.password),
			QUEUE_BULL_PREFIX: name,
			N8N_REDIS_KEY_PREFIX: name,
		};
	}

	/** Every row of every table, as text. */
	async everything(): Promise<string[]> {
		const tables = await this.rows<{ name: string }>(
			"SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
		);
		const texts: string[] = [];
		for (const { name } of tables) {
			const rows = await this.rows<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
			texts.push(...rows.map(({ text }) => text));
		}
		return texts;
	}

	async rows<Row>(query: string): Promise<Row[]> {
		return await this.ask<Row>(this.name, query);
	}

	/** Leaves nothing behind. */
	async drop(): Promise<void> {
		await this.administer(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
		const { Redis } = loadInstalled<{ Redis: new (url: string) => RedisClient }>('ioredis');
		const client = new Redis(this.redis.href);
		const keys = (await client.keys(`*${this.name}*`)) ?? [];
		if (keys.length > 0) await client.del(...keys);
		client.disconnect();
	}

	private async administer(statement: string): Promise<void> {
		await this.ask(this.postgres.pathname.slice(1) || 'postgres', statement);
	}

	private async ask<Row>(database: string, query: string): Promise<Row[]> {
		const { Client } = loadInstalled<{
			Client: new (options: { connectionString: string; options: string }) => PostgresClient;
		}>('pg');
		const url = new URL(this.postgres);
		url.pathname = `/${database}`;
		// Texts in columns of bytes are to be found as well: the default shows those in hexadecimal.
		const client = new Client({ connectionString: url.href, options: '-c bytea_output=escape' });
		await client.connect();
		try {
			return (await client.query<Row>(query)).rows;
		} finally {
			await client.end();
		}
	}
}
