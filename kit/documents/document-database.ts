import type { ClientSession, Db, MongoClient } from 'mongodb';
import { ConfigError } from '../config/config';
import type { Tenants } from '../database/tenants';
import type { Log } from '../log/log';
import { CommandMonitor } from './command-monitor';
import { migrateDocuments, type DocumentsDefinition } from './migrate';
import { DocumentTransaction } from './transaction';

export interface DocumentDatabaseOptions {
  readonly subgraph: string;
  /** With the name of the subgraph's own database. */
  readonly url: string;
  readonly definition: DocumentsDefinition;
  readonly poolSize: number;
  /** Milliseconds until a server must be there; 3,000 unless told. */
  readonly connectTimeout?: number;
  readonly log: Log;
}

/** One subgraph's MongoDB database. */
export class DocumentDatabase {
  private constructor(
    readonly client: MongoClient,
    readonly commands: CommandMonitor,
    readonly definition: DocumentsDefinition,
  ) {}

  /** @throws ConfigError where the server is no replica set: it would know neither transactions nor change streams */
  static async open({
    subgraph,
    url,
    definition,
    poolSize,
    connectTimeout = 3_000,
    log,
  }: DocumentDatabaseOptions): Promise<DocumentDatabase> {
    // The driver takes its time to load, and most subgraphs have no documents.
    const { MongoClient } = await import('mongodb');
    const client = new MongoClient(url, {
      appName: `lyceum ${subgraph}`,
      maxPoolSize: poolSize,
      serverSelectionTimeoutMS: connectTimeout,
      connectTimeoutMS: connectTimeout,
      monitorCommands: true,
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
    });
    const commands = new CommandMonitor(client, log);
    try {
      await client.connect();
      const hello = await client.db().command({ hello: 1 });
      if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid')
        throw new ConfigError('MONGODB_URL: the server must be a replica set; one node is enough.');
    } catch (error) {
      await client.close();
      throw error;
    }
    return new DocumentDatabase(client, commands, definition);
  }

  get db(): Db {
    return this.client.db();
  }

  /** Brings collections, documents and indexes to what is declared. Returns how many steps ran. */
  migrate(): Promise<number> {
    return migrateDocuments(this.db, this.definition);
  }

  /** Runs the work in a transaction, again where MongoDB says that another try may succeed: for up to two minutes. */
  transaction<T>(tenants: Tenants, work: (transaction: DocumentTransaction) => Promise<T>): Promise<T> {
    return this.client.withSession((session) =>
      session.withTransaction(
        async () => {
          await this.begin(session);
          return work(new DocumentTransaction(session, tenants));
        },
        { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
      ),
    );
  }

  isReady(): Promise<boolean> {
    return this.db.command({ ping: 1 }).then(
      () => true,
      () => false,
    );
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** The first command begins the transaction on the server: the work may well begin with several at once. */
  private async begin(session: ClientSession): Promise<void> {
    await this.db.collection('begin').findOne({}, { session });
  }
}
