import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteHandlerMethod,
} from 'fastify';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Registry as MetricsRegistry } from 'prom-client';
import type { Config } from '../kit/config/config';
import type { Secrets } from '../kit/config/secrets';
import { ViewerSeal } from '../kit/identity/signed-viewer';
import type { Log } from '../kit/log/log';
import type { MailCatcher } from '../kit/mail/catcher';
import type { CaughtMessages } from '../kit/mail/caught-messages';
import { useMailPage } from '../kit/mail/mail-page';
import { useOutboxPage } from '../kit/mail/outbox-page';
import { useMetrics } from '../kit/metrics/use-metrics';
import type { Clock } from '../kit/scope/clock';
import { systemTimers, type Timers } from '../kit/scope/timers';
import { Caching } from './caching/caching';
import { freshnessPlugin } from './caching/freshness-plugin';
import { openContext, type GatewayContext } from './context';
import { requestSignal } from './deadline/request-signal';
import { withTimeoutError } from './deadline/with-timeout-error';
import { asApolloGateway } from './engine/as-apollo-gateway';
import type { OpenEngine } from './engine/engine';
import { engines } from './engine/engines';
import { resultText } from './engine/json-text';
import { explanationFor } from './explain/explanation';
import { withExplanation } from './explain/with-explanation';
import { loadExamples } from './ide/example';
import { useIde } from './ide/ide.plugin';
import { Identity } from './identity/identity';
import { trustedProxies } from './limits/addresses/client-address';
import { costModel } from './limits/cost/cost-model';
import { withCostLimit } from './limits/cost/with-cost-limit';
import { documentLimits } from './limits/documents/document-limits';
import { DocumentReaders } from './limits/documents/document-readers';
import { httpLimits } from './limits/http-limits';
import { allowedOrigins } from './limits/origins';
import { useReadDeadline } from './limits/read-deadline';
import { admitted } from './limits/rates/admitted';
import { budgetPlugin } from './limits/rates/budget-plugin';
import { openCounters } from './limits/rates/counters';
import { Rates } from './limits/rates/rates';
import { variableLimits, withVariableLimits } from './limits/variables';
import { Metrics } from './metrics/metrics';
import { noteAnswerIn } from './metrics/note-answer';
import { useOpenApi } from './plain-http/openapi/use-openapi';
import { OperationRunner } from './plain-http/operation-runner';
import { useGet } from './plain-http/use-get';
import { usePlainHttp } from './plain-http/use-plain-http';
import { documentsPlugin } from './plugins/documents';
import { maskFormatted, maskWithService, requestIdPlugin } from './plugins/masking';
import { metricsPlugin } from './plugins/metrics';
import { operationLogPlugin } from './plugins/operation-log';
import { useAddressLists } from './plugins/use-address-lists';
import { useBuffers } from './plugins/use-buffers';
import { useCodedHttpErrors } from './plugins/use-coded-http-errors';
import { useHealth } from './plugins/use-health';
import { useJsonBodies } from './plugins/use-json-bodies';
import { useKeySet } from './plugins/use-key-set';
import { useSecurityHeaders } from './plugins/use-security-headers';
import { usePublicRoutes } from './public-routes/use-public-routes';
import { RegisteredTexts } from './registry/registered-texts';
import { emptyRegistry, type Registry } from './registry/registry';
import { useRegisteredText } from './registry/use-registered-text';
import { usesPlugin } from './registry/uses-plugin';
import { guarded } from './subgraph-client/guarded-client';
import type { SubgraphClient, SubgraphClients } from './subgraph-client/subgraph-client';
import { withFieldSamples } from './subgraph-client/with-field-samples';
import { livePolicies } from './subscriptions/policies';
import { useSubscriptions } from './subscriptions/use-subscriptions';
import { entering } from './supergraph/entering';
import { LiveSupergraph } from './supergraph/live-supergraph';
import { SubgraphDirectory, type OpenClient } from './supergraph/subgraph-directory';
import type { SupergraphSource } from './supergraph/supergraph-source';
import { useTracing } from './tracing/use-tracing';
import { withOperationSpan } from './tracing/with-operation-span';
import { clientIn } from './usage/client-name';
import { Usage, type UsageStore } from './usage/usage';
import { usagePlugin } from './usage/usage-plugin';

export interface GatewayOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** For deadlines of requests; absent: the system's. */
  readonly timers?: Timers;
  readonly log: Log;
  readonly supergraph: SupergraphSource;
  readonly clients: SubgraphClients;
  /** How to reach what a later supergraph adds; absent: such a supergraph is refused. */
  readonly openClient?: OpenClient;
  /** The documents that are registered; absent: none. Closed with the gateway. */
  readonly registry?: Registry;
  /** Where it is kept which fields are asked for; absent: nowhere. Closed with the gateway. */
  readonly usageStore?: UsageStore;
  readonly isReady: () => Promise<boolean> | boolean;
  /** What else this process shows at /metrics. */
  readonly otherMetrics?: readonly MetricsRegistry[];
  /** Instead of the one that ENGINE names. */
  readonly openEngine?: OpenEngine;
  /** Present where letters are caught instead of sent. */
  readonly mailCatcher?: MailCatcher;
  /** Present where text messages and push messages may be caught instead of sent. */
  readonly caught?: CaughtMessages;
}

/** The one endpoint. Read from top to bottom: what a request passes, in order. */
export async function openGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { config, secrets, clock, log, registry = emptyRegistry, isReady, mailCatcher, caught } = options;
  const metrics = new Metrics(options.otherMetrics);
  const guard = (client: SubgraphClient) =>
    withFieldSamples(guarded(client, { config, metrics, log }), {
      ratio: config.FIELD_SAMPLE_RATIO,
      metrics: metrics.fields,
      schema: () => live.engine.schema,
    });
  const subgraphs = new SubgraphDirectory({ known: options.clients, open: options.openClient, guard });
  const openEngine = options.openEngine ?? engines[config.ENGINE];
  const caching = new Caching({ config, clock, log, metrics: metrics.cache, entityMetrics: metrics.entityCache });
  const planning = { threads: config.PLANNER_THREADS, deadline: config.PLANNING_TIMEOUT };
  const live = await LiveSupergraph.open({
    source: options.supergraph,
    log,
    metrics: metrics.supergraph,
    open: async (supergraphSdl) => {
      const clients = subgraphs.clientsOf(supergraphSdl);
      // What subscriptions could not take over is refused before anything else does.
      livePolicies(supergraphSdl);
      const model = costModel(supergraphSdl);
      const engine = await openEngine({
        supergraphSdl,
        clients,
        metrics: metrics.plans,
        planning,
        weightOf: (coordinate) => model.weightOf(coordinate),
        entities: caching.entities(),
      });
      const cached = caching.around(withTimeoutError(engine), supergraphSdl);
      const limited = withCostLimit(withExplanation(cached), {
        model,
        usualSize: config.USUAL_LIST_SIZE,
        allowed: config.MAX_COST,
        isShown: config.NODE_ENV === 'development',
        metrics: metrics.cost,
      });
      return withOperationSpan(withVariableLimits(limited, variableLimits(config)));
    },
  });
  const seal = new ViewerSeal(secrets, clock);
  const identity = new Identity(usersOf(subgraphs), seal, config, clock);
  const hasIntrospection = config.INTROSPECTION ?? config.NODE_ENV !== 'production';
  const counters = openCounters(config.REDIS_URL, log);
  const rates = new Rates(config, counters);
  const limits = documentLimits(config);
  const documents = new DocumentReaders({ limits, hasIntrospection, metrics: metrics.documents });

  const fieldUsage =
    options.usageStore &&
    new Usage({
      store: options.usageStore,
      clock,
      timers: options.timers ?? systemTimers,
      log,
      metrics: metrics.usage,
      interval: config.USAGE_FLUSH,
    });
  const texts = new RegisteredTexts(registry, clock);
  const noteAnswer = noteAnswerIn(metrics, registry);

  const app = Fastify({
    ...httpLimits(config),
    logger: false,
    trustProxy: config.TRUSTED_PROXIES.length > 0 && trustedProxies(config),
    genReqId: () => randomUUID(),
    // What comes over open connections while the server closes is answered; then those close, too.
    return503OnClosing: false,
  });
  useTracing(app);
  useCodedHttpErrors(app, log);
  useReadDeadline(app, config);
  await useSecurityHeaders(app, config);
  useAddressLists(app, config);
  useJsonBodies(app, config);
  useBuffers(app);
  const origins = allowedOrigins(config);
  await app.register(cors, { origin: origins ? [...origins] : true, maxAge: 600 });
  const subscriptions = useSubscriptions(app, {
    config,
    clock,
    log,
    seal,
    identity,
    documents,
    texts,
    uses: registry,
    rates,
    fieldUsage,
    noteAnswer,
    engine: live.engine,
    supergraphSdl: live.supergraphSdl,
    enter: () => live.enter(),
    users: usersOf(subgraphs),
    metrics: metrics.subscriptions,
  });
  live.onSwitch(subscriptions.replaceEngine);
  const changes = caching.listening({
    clientOf: (name) => subgraphs.get(name),
    headersOf: () => identity.ownHeaders(),
    timers: options.timers ?? systemTimers,
    log,
  });
  app.addHook('onReady', () => changes.listenTo(live.supergraphSdl));
  app.addHook('preClose', () => changes.stop());
  live.onSwitch((_engine, supergraphSdl) => changes.listenTo(supergraphSdl));
  useHealth(app, async () => !subscriptions.isDraining() && (await isReady()));
  useMetrics(app, metrics, config);
  useKeySet(app, identity);
  const hasPlayer = config.NODE_ENV === 'development';
  const ide = { examples: loadExamples(join(__dirname, 'ide', 'examples')), hasPlayer };
  if (hasIntrospection) await useIde(app, ide);
  if (mailCatcher) useMailPage(app, mailCatcher);
  if (caught) useOutboxPage(app, caught);

  const server = new ApolloServer<GatewayContext>({
    gateway: asApolloGateway(live),
    // Documents are read by a plugin of ours.
    documentStore: null,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: config.NODE_ENV === 'development' ? maskWithService : maskFormatted,
    plugins: [
      documentsPlugin(documents),
      operationLogPlugin(log),
      metricsPlugin(noteAnswer),
      budgetPlugin(rates),
      freshnessPlugin,
      usesPlugin(registry),
      ...(fieldUsage ? [usagePlugin(fieldUsage)] : []),
      requestIdPlugin,
    ],
    stringifyResult: resultText,
    logger: log,
  });
  await server.start();
  // Who asks is settled before GraphQL begins, so that a bad token answers 401 like on any other path.
  const enter = (request: FastifyRequest, reply: FastifyReply): Promise<GatewayContext> => {
    const signal = requestSignal(reply.raw, config.REQUEST_TIMEOUT, options.timers);
    return contextOf(request, reply, signal, { identity, rates, seal, log, config });
  };
  const runner = new OperationRunner({ server, engine: () => live.engine, documents });
  const contexts = new WeakMap<FastifyRequest, GatewayContext>();
  app.post('/graphql', {
    preHandler: [
      subscriptions.answerEventStreams,
      async (request, reply) => {
        const context = await enter(request, reply);
        contexts.set(request, context);
        useRegisteredText(request, reply, texts, context);
      },
    ],
    handler: entering(
      live,
      fastifyApolloHandler(server, { context: (request) => Promise.resolve(contexts.get(request)!) }),
    ),
  });
  const plain = { runner, texts, enter, entering: (handler: RouteHandlerMethod) => entering(live, handler) };
  useGet(app, plain);
  usePlainHttp(app, plain);
  await usePublicRoutes(app, { config, subgraphs, identity, rates, seal });
  await useOpenApi(app, { registry, schema: () => live.engine.schema });

  app.addHook('onClose', async () => {
    await server.stop();
    await subgraphs.close();
    await registry.close();
    counters.close();
    caching.close();
    await fieldUsage?.close();
  });
  return app;
}

async function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  signal: AbortSignal,
  house: { identity: Identity; rates: Rates; seal: ViewerSeal; log: Log; config: Config },
): Promise<GatewayContext> {
  const address = request.ip;
  const { viewer, key } = await admitted(request, reply, house);
  const userAgent = request.headers['user-agent'] ?? '';
  const client = clientIn(request.headers);
  const explanation = explanationFor(request.headers, house.config);
  return openContext({ requestId: request.id, viewer, key, address, userAgent, signal, client, explanation }, house);
}

function usersOf(subgraphs: SubgraphDirectory): SubgraphClient {
  const users = subgraphs.get('users');
  if (!users) throw new Error('The gateway needs the users subgraph to know who asks.');
  return users;
}
