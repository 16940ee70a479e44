import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../kit/config/config';
import type { ViewerSeal } from '../../kit/identity/signed-viewer';
import type { Log } from '../../kit/log/log';
import type { Clock } from '../../kit/scope/clock';
import type { Engine } from '../engine/engine';
import type { Identity } from '../identity/identity';
import type { DocumentReaders } from '../limits/documents/document-readers';
import type { Rates } from '../limits/rates/rates';
import type { NoteAnswer } from '../metrics/note-answer';
import type { SubscriptionMetrics } from '../metrics/subscription-metrics';
import type { RegisteredTexts } from '../registry/registered-texts';
import type { Uses } from '../registry/uses';
import type { SubgraphClient } from '../subgraph-client/subgraph-client';
import { AccessReader } from './access';
import { Connections } from './connections';
import { answerEventStream, wantsEventStream } from './event-stream';
import { Hub } from './hub';
import type { LiveClient } from './live-client';
import { openLiveGraph } from './live-graph';
import type { LiveServices } from './live-services';
import { Quota } from './quota';
import { systemTimers, type Timers } from '../../kit/scope/timers';
import type { Usage } from '../usage/usage';
import { useSockets } from './use-sockets';
import { concernedBy, ViewerChanges } from './viewer-changes';

export interface SubscriptionOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly timers?: Timers;
  readonly log: Log;
  readonly metrics: SubscriptionMetrics;
  readonly seal: ViewerSeal;
  readonly identity: Pick<Identity, 'identify' | 'ownHeaders'>;
  readonly users: SubgraphClient;
  readonly engine: Engine;
  readonly supergraphSdl: string;
  /** Begins an operation, during which its engine is not stopped; the function it returns ends it. */
  readonly enter: () => () => void;
  readonly documents: DocumentReaders;
  readonly texts: RegisteredTexts;
  readonly uses: Uses;
  readonly rates: Rates;
  /** Absent: nobody counts which fields are asked for. */
  readonly fieldUsage?: Pick<Usage, 'note'> | undefined;
  readonly noteAnswer?: NoteAnswer;
}

/** What is open right now. */
export interface LiveCounts {
  readonly connections: number;
  /** Subscriptions, and queries and mutations that run over sockets and streams. */
  readonly operations: number;
  /** Subscriptions of the engine that these share. */
  readonly sources: number;
}

export interface Subscriptions {
  /** A hook before the handler of /graphql: answers who wants a stream of events. */
  readonly answerEventStreams: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  readonly isDraining: () => boolean;
  readonly counts: () => LiveCounts;
  /** Serves another supergraph; subscriptions that it does not change live on. */
  readonly replaceEngine: (engine: Engine, supergraphSdl: string) => Promise<void>;
}

/** Subscriptions over graphql-ws and SSE, until the server closes; then their clients leave in batches. */
export function useSubscriptions(app: FastifyInstance, options: SubscriptionOptions): Subscriptions {
  const {
    config,
    clock,
    timers = systemTimers,
    log,
    metrics,
    seal,
    identity,
    users,
    texts,
    uses,
    rates,
    enter,
  } = options;
  const graphOf = (engine: Engine, sdl: string) => openLiveGraph(engine, sdl, options);
  const changes = new ViewerChanges({ users, headersOf: () => identity.ownHeaders(), clock, timers, log });
  const clients = new Set<LiveClient>();
  const connections = new Connections({
    timers,
    drainTimeout: config.LIVE_DRAIN_TIMEOUT,
    onChange: (open) => metrics.connections(open),
  });
  const hub = new Hub({ graph: graphOf(options.engine, options.supergraphSdl), seal, log, metrics });
  const services: LiveServices = {
    config,
    clock,
    timers,
    log,
    metrics,
    seal,
    enter,
    hub,
    access: new AccessReader({ identity, rates, changes, clock }),
    rates,
    changes,
    texts,
    uses,
    fieldUsage: options.fieldUsage,
    noteAnswer: options.noteAnswer,
    clients,
    connections,
    places: new Quota({ total: config.MAX_LIVE_CONNECTIONS, user: config.MAX_LIVE_CONNECTIONS_PER_USER }),
    operations: new Quota({ total: config.MAX_LIVE_OPERATIONS, user: config.MAX_LIVE_OPERATIONS_PER_USER }),
  };
  metrics.limits(config.MAX_LIVE_CONNECTIONS, config.MAX_LIVE_OPERATIONS);
  useSockets(app, services);
  app.addHook('onReady', () =>
    changes.start((change) => {
      const isConcerned = concernedBy(change);
      for (const { standing } of clients) if (isConcerned(standing.access.viewer)) standing.hear();
    }),
  );
  app.addHook('preClose', async () => {
    await connections.drain();
    await changes.stop();
  });
  return {
    answerEventStreams: async (request, reply) => {
      if (wantsEventStream(request)) await answerEventStream(request, reply, services);
    },
    isDraining: () => connections.isDraining,
    counts: () => ({ connections: connections.size, operations: services.operations.total, sources: hub.size }),
    replaceEngine: (engine, sdl) => hub.replaceGraph(graphOf(engine, sdl)),
  };
}
