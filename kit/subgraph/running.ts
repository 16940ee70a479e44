import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { ConfigError } from '../config/config';
import { Database } from '../database/database';
import { kitMigrations } from '../database/kit.migrations';
import { DocumentDatabase } from '../documents/document-database';
import { takeEvent } from '../events/inbox';
import { eventsOf } from '../events/on';
import { Documents } from '../graphql/documents';
import { executeRequest, subscribeRequest, unsignedResult, type GraphQLRequest, type Result } from '../graphql/execute';
import { buildSubgraph } from '../graphql/schema';
import { traceRootFields } from '../graphql/traced-fields';
import { ViewerSeal, viewerHeader } from '../identity/signed-viewer';
import type { Viewer } from '../identity/viewer';
import { JobWorker } from '../jobs/worker';
import type { Log } from '../log/log';
import { tellOfChanges } from './changes';
import { Ids } from '../scope/ids';
import { Scope, type Origin, type Resources } from '../scope/scope';
import type { SubgraphDefinition } from './define';
import type { House } from './house';
import { openPublicRoutes } from './public-routes';
import { tracedCall, tracedEvents } from './traced-call';

/** Headers by which the gateway tells a subgraph who asks and from where; trusted because the viewer is signed. */
export interface CallHeaders {
  readonly [viewerHeader]?: string | undefined;
  readonly 'x-request-id'?: string | undefined;
  readonly 'x-lyceum-address'?: string | undefined;
  readonly 'user-agent'?: string | undefined;
  /** Where the gateway's trace stands (W3C Trace Context). */
  readonly traceparent?: string | undefined;
}

/** A subgraph at work in this process: the same whether it is called in memory or over HTTP. */
export class RunningSubgraph {
  private publicApp: Promise<FastifyInstance | null> | undefined;

  private constructor(
    readonly definition: SubgraphDefinition,
    readonly resources: Resources,
    readonly worker: JobWorker,
    readonly schema: GraphQLSchema,
    readonly sdl: string,
    private readonly seal: ViewerSeal,
    private readonly documents = new Documents(schema),
  ) {}

  /** Opens and migrates the database and takes part in the bus; jobs run once `worker.start` is called. */
  static async start(definition: SubgraphDefinition, house: House): Promise<RunningSubgraph> {
    const log = house.log.child({ subgraph: definition.name });
    const { sdl, schema } = buildSubgraph(definition);
    traceRootFields(schema);
    const database = await Database.open({
      url: await house.databaseUrl(definition.name),
      entities: definition.entities,
      migrations: [...kitMigrations, ...definition.migrations],
      outsideTenantWall: definition.outsideTenantWall,
      poolSize: house.config.DATABASE_POOL,
      connectTimeout: house.config.DATABASE_CONNECT_TIMEOUT,
      statementTimeout: house.config.DATABASE_STATEMENT_TIMEOUT,
      log,
    });
    await demandWalledRole(database, house);
    const documents = await openDocuments(definition, house, log).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    const { config, secrets, clock, live, mailer, caught, objects } = house;
    const resources: Resources = {
      subgraph: definition.name,
      config,
      secrets,
      database,
      documents,
      clock,
      ids: new Ids(clock),
      live,
      mailer,
      caught,
      objects,
      log,
      onWritten: tellOfChanges(definition, { schema, database, live }),
      shared: new Map(),
    };
    const worker = new JobWorker({ resources, bus: house.bus, handlers: definition.handlers, jobs: definition.jobs });
    const running = new RunningSubgraph(definition, resources, worker, schema, sdl, new ViewerSeal(secrets, clock));
    try {
      await running.migrate();
      const names = eventsOf(definition.handlers);
      if (names.length > 0)
        await house.bus.subscribe(definition.name, names, (event) => takeEvent(resources, definition.handlers, event));
    } catch (error) {
      await running.stop();
      throw error;
    }
    return running;
  }

  private async migrate(): Promise<void> {
    const { database, documents } = this.resources;
    await this.worker.migrate();
    await database.migrate();
    if (documents) await database.exclusively('lyceum.migrate.documents', () => documents.migrate());
  }

  get name(): string {
    return this.definition.name;
  }

  /** Answers the gateway. A call without a valid signed viewer is refused with UNSIGNED_CALL. */
  async execute(request: GraphQLRequest, headers: CallHeaders): Promise<Result> {
    const viewer = await this.viewerOf(headers);
    if (!viewer) return unsignedResult();
    const { name: subgraph, documents } = this;
    return tracedCall({ subgraph, documents, request, from: headers }, () =>
      executeRequest(documents, this.schema, request, this.scope(viewer, headers, request.operationName)),
    );
  }

  /** The viewer is checked by the caller, once per connection; each event opens a scope of its own. */
  subscribe(request: GraphQLRequest, viewer: Viewer, headers: CallHeaders): AsyncGenerator<Result> {
    const { name: subgraph, documents } = this;
    const openScope = (): Scope => this.scope(viewer, headers, request.operationName);
    const around = tracedEvents({ subgraph, documents, request, from: headers });
    return subscribeRequest(documents, this.schema, request, openScope, around);
  }

  viewerOf(headers: CallHeaders): Promise<Viewer | null> {
    return this.seal.open(headers[viewerHeader]).catch(() => null);
  }

  scope(viewer: Viewer, headers: CallHeaders = {}, operation?: string | null): Scope {
    const origin: Origin = {
      requestId: headers['x-request-id'] ?? 'none',
      address: headers['x-lyceum-address'] ?? '0.0.0.0',
      userAgent: headers['user-agent'] ?? '',
    };
    return Scope.open(
      this.resources,
      viewer,
      origin,
      this.resources.log.child({ requestId: origin.requestId, operation: operation ?? undefined }),
    );
  }

  /** The public routes, for a gateway in this process; null where there are none. */
  publicRoutes(): Promise<FastifyInstance | null> {
    return (this.publicApp ??= openPublicRoutes(this));
  }

  /** Whether the databases answer. */
  async isReady(): Promise<boolean> {
    const { database, documents } = this.resources;
    const answers = [
      database.manager.query('SELECT 1').then(
        () => true,
        () => false,
      ),
      documents?.isReady() ?? Promise.resolve(true),
    ];
    return (await Promise.all(answers)).every(Boolean);
  }

  async stop(): Promise<void> {
    await (await this.publicApp)?.close();
    await this.worker.stop();
    await this.resources.documents?.close();
    await this.resources.database.close();
  }
}

async function openDocuments(
  { name: subgraph, documents: definition }: SubgraphDefinition,
  { documentsUrl, config }: House,
  log: Log,
): Promise<DocumentDatabase | null> {
  if (!definition) return null;
  const url = await documentsUrl(subgraph);
  const { DATABASE_POOL: poolSize, DATABASE_CONNECT_TIMEOUT: connectTimeout } = config;
  return DocumentDatabase.open({ subgraph, url, definition, poolSize, connectTimeout, log });
}

/** @throws ConfigError in production, where the tenant wall would not bind the product. */
async function demandWalledRole(database: Database, { config, log }: House): Promise<void> {
  if (await database.isWalled()) return;
  const problem = 'DATABASE_URL: row-level security does not bind a superuser or a role with BYPASSRLS';
  log.warn(problem);
  if (config.NODE_ENV !== 'production') return;
  await database.close();
  throw new ConfigError(`${problem}. Give the product a role of its own that owns its databases.`);
}
