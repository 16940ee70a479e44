import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type EntityManager, type MixedList, type MigrationInterface } from 'typeorm';
import type { Log } from '../log/log';
import { SnakeCase } from './naming';
import { sqlState } from './sql-state';
import { StatementCounter } from './statements';

export type Migration = new () => MigrationInterface;

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: MixedList<new () => object>;
  readonly migrations: readonly Migration[];
  readonly poolSize: number;
  readonly log: Log;
}

const retryable = new Set(['40001', '40P01']);
const attempts = 5;

/** One subgraph's PostgreSQL database. */
export class Database {
  private constructor(
    readonly source: DataSource,
    readonly statements: StatementCounter,
    readonly url: string,
  ) {}

  static async open({ url, entities, migrations, poolSize, log }: DatabaseOptions): Promise<Database> {
    const statements = new StatementCounter(log);
    const source = new DataSource({
      type: 'postgres',
      url,
      entities,
      migrations: [...migrations],
      migrationsTableName: 'migration',
      migrationsTransactionMode: 'each',
      namingStrategy: new SnakeCase(),
      logger: statements,
      logging: true,
      poolSize,
      installExtensions: false,
      poolErrorHandler: (error: Error) => log.warn({ error }, 'an idle database connection was lost'),
      extra: { connectionTimeoutMillis: 3_000, statement_timeout: 15_000, idle_in_transaction_session_timeout: 30_000 },
    });
    await source.initialize();
    return new Database(source, statements, url);
  }

  get manager(): EntityManager {
    return this.source.manager;
  }

  /** Runs what has not run yet; an advisory lock keeps two starting processes apart. */
  async migrate(): Promise<number> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.query(`SELECT pg_advisory_lock(hashtext('lyceum.migrate'))`);
      return (await this.source.runMigrations({ transaction: 'each' })).length;
    } finally {
      await runner.query(`SELECT pg_advisory_unlock(hashtext('lyceum.migrate'))`).catch(() => undefined);
      await runner.release();
    }
  }

  /** Runs the work in a transaction, again when PostgreSQL names it the victim of a deadlock or of a serialisation failure. */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.source.transaction(work);
      } catch (error) {
        if (attempt === attempts || !retryable.has(sqlState(error))) throw error;
        await pause(2 ** attempt * 5 * Math.random());
      }
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
