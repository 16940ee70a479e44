import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type EntityManager, type MixedList, type MigrationInterface } from 'typeorm';
import type { Log } from '../log/log';
import { SnakeCase } from './naming';
import { sqlState } from './sql-state';
import { StatementCounter } from './statements';
import { raiseTenantWall, walksThroughWalls, type OutsideTenantWall } from './tenant-wall';
import { confine, everyTenant, viewFor, type Tenants } from './tenants';

export type Migration = new () => MigrationInterface;

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: MixedList<new () => object>;
  readonly migrations: readonly Migration[];
  readonly outsideTenantWall?: OutsideTenantWall | undefined;
  readonly poolSize: number;
  /** Milliseconds until a connection must be there; 3,000 unless told. */
  readonly connectTimeout?: number;
  /** Milliseconds that one statement may take; 15,000 unless told. */
  readonly statementTimeout?: number;
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
    private readonly outsideTenantWall: OutsideTenantWall,
  ) {}

  static async open({
    url,
    entities,
    migrations,
    outsideTenantWall = {},
    poolSize,
    connectTimeout = 3_000,
    statementTimeout = 15_000,
    log,
  }: DatabaseOptions): Promise<Database> {
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
      extra: {
        connectionTimeoutMillis: connectTimeout,
        statement_timeout: statementTimeout,
        idle_in_transaction_session_timeout: 30_000,
      },
    });
    await confine(source, everyTenant).initialize();
    refuseLazyRelations(source);
    return new Database(source, statements, url, outsideTenantWall);
  }

  /** The house's own: it reaches the rows of every tenant. */
  get manager(): EntityManager {
    return this.source.manager;
  }

  /** A manager that reaches the rows of these tenants, and the marketplace's. */
  managerFor(tenants: Tenants): EntityManager {
    return tenants === everyTenant ? this.manager : viewFor(this.source, tenants).manager;
  }

  /** Whether the tenant wall binds the role that the URL names. */
  async isWalled(): Promise<boolean> {
    return !(await walksThroughWalls(this.source));
  }

  /** Runs what has not run yet and raises the tenant wall; two starting processes do so one after the other. */
  migrate(): Promise<number> {
    return this.exclusively('lyceum.migrate', async () => {
      const { length } = await this.source.runMigrations({ transaction: 'each' });
      await raiseTenantWall(this.source, this.outsideTenantWall);
      return length;
    });
  }

  /** Runs the work while no other process runs work of this name: an advisory lock, which dies with the process. */
  async exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
      return await work();
    } finally {
      await runner.query('SELECT pg_advisory_unlock(hashtext($1))', [name]).catch(() => undefined);
      await runner.release();
    }
  }

  /** Runs the work in a transaction, again when PostgreSQL names it the victim of a deadlock or of a serialisation failure. */
  async transaction<T>(
    work: (manager: EntityManager) => Promise<T>,
    manager: EntityManager = this.manager,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await manager.transaction(work);
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

/** A lazy relation is read by the house's own data source, past the tenants of whoever asks. */
function refuseLazyRelations(source: DataSource): void {
  const lazy = source.entityMetadatas.filter(({ lazyRelations }) => lazyRelations.length > 0);
  if (lazy.length > 0)
    throw new Error(`Read relations by loaders, not lazily: ${lazy.map(({ name }) => name).join(', ')}.`);
}
