import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Database } from '../database/database';
import type { DocumentDatabase } from '../documents/document-database';
import { ScopedDocuments } from '../documents/scoped-documents';
import type { DocumentTransaction } from '../documents/transaction';
import type { Config } from '../config/config';
import type { Secrets } from '../config/secrets';
import type { Viewer } from '../identity/viewer';
import type { LiveTopics } from '../live/live';
import type { Log } from '../log/log';
import type { CaughtMessages } from '../mail/caught-messages';
import type { Mailer } from '../mail/mailer';
import type { ObjectStore } from '../objects/object-store';
import type { Policy } from '../policy/policy';
import type { Clock } from './clock';
import type { Ids } from './ids';
import { tenantsOf } from '../policy/tenant';
import { requireRow } from '../database/require';
import { saveRow } from '../database/save';
import { writesOf } from '../database/written-tables';

/** What one running subgraph has for its whole life. */
export interface Resources {
  readonly subgraph: string;
  readonly config: Config;
  readonly secrets: Secrets;
  readonly database: Database;
  /** Null in a subgraph that keeps its facts in PostgreSQL. */
  readonly documents: DocumentDatabase | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly live: LiveTopics;
  readonly mailer: Mailer;
  readonly caught: CaughtMessages;
  readonly objects: ObjectStore;
  readonly log: Log;
  /** Hears which tables or collections were written, once that is committed. */
  readonly onWritten: (tables: ReadonlySet<string>) => void;
  /** One instance per process of each class asked for. */
  readonly shared: Map<SharedClass<object>, object>;
}

type ScopedClass<T> = new (scope: Scope) => T;
type SharedClass<T> = new (resources: Resources) => T;

/** Where a call came from, for throttling and audit. */
export interface Origin {
  readonly requestId: string;
  readonly address: string;
  readonly userAgent: string;
}

export const noOrigin: Origin = { requestId: 'none', address: '0.0.0.0', userAgent: '' };

interface ScopeParts {
  readonly resources: Resources;
  readonly viewer: Viewer;
  readonly origin: Origin;
  readonly log: Log;
}

interface Committed<T> {
  readonly result: T;
  readonly hooks: readonly (() => void)[];
  readonly written: ReadonlySet<string>;
}

/** Everything one request, job, event or subscription message may use. */
export class Scope {
  private readonly instances = new Map<ScopedClass<unknown>, unknown>();

  private constructor(
    private readonly parts: ScopeParts,
    private manager: EntityManager | null,
    private readonly commitHooks: (() => void)[] | null,
    private readonly unit: DocumentTransaction | null,
  ) {}

  static open(resources: Resources, viewer: Viewer, origin: Origin = noOrigin, log: Log = resources.log): Scope {
    return new Scope({ resources, viewer, origin, log }, null, null, null);
  }

  /** The subgraph's tables, as far as the viewer's tenants go; inside a transaction, in that. Made when it is asked for. */
  get db(): EntityManager {
    return (this.manager ??= this.parts.resources.database.managerFor(tenantsOf(this.viewer)));
  }

  get viewer(): Viewer {
    return this.parts.viewer;
  }
  get origin(): Origin {
    return this.parts.origin;
  }
  get log(): Log {
    return this.parts.log;
  }
  get clock(): Clock {
    return this.parts.resources.clock;
  }
  get ids(): Ids {
    return this.parts.resources.ids;
  }
  get config(): Config {
    return this.parts.resources.config;
  }
  get secrets(): Secrets {
    return this.parts.resources.secrets;
  }
  get live(): LiveTopics {
    return this.parts.resources.live;
  }
  get mailer(): Mailer {
    return this.parts.resources.mailer;
  }
  /** Where text messages and push messages end that there is nobody to send by. */
  get caught(): CaughtMessages {
    return this.parts.resources.caught;
  }
  get objects(): ObjectStore {
    return this.parts.resources.objects;
  }
  /** The subgraph's collections; inside a transaction, in that. @throws in a subgraph that has none */
  get documents(): ScopedDocuments {
    const { documents: database, subgraph, onWritten } = this.parts.resources;
    if (!database) throw new Error(`${subgraph} declares no documents.`);
    const tenants = this.unit?.tenants ?? tenantsOf(this.viewer);
    return new ScopedDocuments({ scope: this, database, transaction: this.unit, tenants, onWritten });
  }
  /** Whether the subgraph's facts, and the outbox with them, are in MongoDB. */
  get hasDocuments(): boolean {
    return this.parts.resources.documents !== null;
  }
  get inTransaction(): boolean {
    return this.commitHooks !== null;
  }

  /** The one instance of a service, or a set of loaders, in this scope. */
  get<T>(of: ScopedClass<T>): T {
    const known = this.instances.get(of);
    if (known) return known as T;
    const made = new of(this);
    this.instances.set(of, made);
    return made;
  }

  /** The one instance in this process: throttles, key rings. */
  shared<T extends object>(of: SharedClass<T>): T {
    const { resources } = this.parts;
    const known = resources.shared.get(of);
    if (known) return known as T;
    const made = new of(resources);
    resources.shared.set(of, made);
    return made;
  }

  /**
   * Runs the work in one transaction of the store that has the subgraph's facts; inside one already, joins it. What another
   * one gets in the way of runs again, so the work may only touch the database and `afterCommit`. Loaders are made anew afterwards: what they remember may
   * no longer be true.
   */
  async transaction<T>(work: (tx: Scope) => Promise<T>): Promise<T> {
    if (this.inTransaction) return work(this);
    const { documents, onWritten } = this.parts.resources;
    const { result, hooks, written } = await (documents ? this.inDocuments(documents, work) : this.inTables(work));
    this.instances.clear();
    onWritten(written);
    for (const hook of hooks) hook();
    return result;
  }

  private inTables<T>(work: (tx: Scope) => Promise<T>): Promise<Committed<T>> {
    return this.parts.resources.database.transaction(async (manager) => {
      const hooks: (() => void)[] = [];
      const result = await work(new Scope(this.parts, manager, hooks, null));
      return { result, hooks, written: writesOf(manager) };
    }, this.db);
  }

  private inDocuments<T>(documents: DocumentDatabase, work: (tx: Scope) => Promise<T>): Promise<Committed<T>> {
    return documents.transaction(tenantsOf(this.viewer), async (unit) => {
      const hooks: (() => void)[] = [];
      const result = await work(new Scope(this.parts, this.manager, hooks, unit));
      return { result, hooks, written: unit.written };
    });
  }

  /** Live messages and cache drops: only once the facts are committed. What must not be lost is an event instead. */
  afterCommit(hook: () => void): void {
    if (this.commitHooks) this.commitHooks.push(hook);
    else hook();
  }

  /**
   * The same request as someone else: event handlers and jobs that act for a person. Inside a transaction it keeps the
   * tenants with which that began.
   */
  as(viewer: Viewer): Scope {
    return new Scope({ ...this.parts, viewer }, this.inTransaction ? this.db : null, this.commitHooks, this.unit);
  }

  /**
   * The row, if the policy grants it; locked until the transaction ends, when there is one.
   * @throws NOT_FOUND, UNAUTHENTICATED, or CONFLICT when `expectedVersion` is not the row's.
   */
  require<T extends ObjectLiteral>(
    entity: EntityTarget<T>,
    id: string,
    policy: Policy<T>,
    expectedVersion?: number | null,
  ): Promise<T> {
    return requireRow(this, entity, id, policy, expectedVersion ?? null);
  }

  /** Writes a row, stamping `createdAt`, `updatedAt` and `version` where the entity has them. */
  save<T extends ObjectLiteral>(row: T): Promise<T> {
    return saveRow(this, row);
  }
}
