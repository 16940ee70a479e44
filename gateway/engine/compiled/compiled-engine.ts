import { buildSchema, OperationTypeNode, type GraphQLSchema } from 'graphql';
import { createHash } from 'node:crypto';
import type { CallHeaders } from '../../../kit/subgraph/running';
import { tracedWithin } from '../../../kit/tracing/span';
import { viewerHeader } from '../../../kit/identity/signed-viewer';
import { EntityReader } from '../../caching/entities/entity-reader';
import type { GatewayContext } from '../../context';
import { callHeaders } from '../../subgraph-client/subgraph-client';
import type { Engine, EngineOptions, EngineRequest, EngineResult, OpenEngine, WarmOperation } from '../engine';
import { JsonText } from '../json-text';
import { introspect } from './introspect';
import { PlanRequests } from './plan-requests';
import type { OpenPlanner, Planner } from './planner/open-planner';
import { plannerThreads } from './planner/planner-threads';
import type { PlanRequest } from './planner/planner';
import { Plans, type ReadyOperation } from './planner/plans';
import { project } from './project/project';
import { Execution } from './run/execution';
import { TypeConditions } from './run/type-conditions';
import { refused } from './refused';
import { SharedRuns } from './shared-runs';
import { eventsOf } from './subscription';

/** How many plans a successor is asked to make before it takes over. */
const hotPlans = 200;
/** Operations that wait for a planner; more of them would wait in vain. */
const mostWaiting = 1_000;

/** The engine of this house: plans compiled once, subgraphs called as seldom as possible, results written as text. */
export async function openCompiledEngineWith(openPlanner: OpenPlanner, options: EngineOptions): Promise<Engine> {
  const planner = await openPlanner(options.supergraphSdl);
  const engine = new CompiledEngine(planner, options);
  return {
    name: 'compiled',
    schema: engine.schema,
    execute: (request) => engine.execute(request),
    subscribe: (request) => eventsOf(request, engine, options.clients),
    warm: (operations) => engine.warm(operations),
    hotOperations: () => engine.hotOperations(),
    fingerprint: (operation) => engine.fingerprint(operation),
    stop: () => planner.close(),
  };
}

/** Plans in threads of their own, as the product does. */
export const openCompiledEngine: OpenEngine = (options) => {
  const { threads, deadline } = options.planning ?? { threads: 2, deadline: 5_000 };
  return openCompiledEngineWith(plannerThreads({ threads, deadline, mostWaiting }), options);
};

export class CompiledEngine {
  readonly schema: GraphQLSchema;
  private readonly plans: Plans;
  private readonly requests: PlanRequests;
  private readonly types: TypeConditions;
  private readonly shared = new SharedRuns();

  constructor(
    { loaded, plan }: Planner,
    private readonly options: EngineOptions,
  ) {
    this.schema = buildSchema(loaded.apiSdl, { assumeValid: true, noLocation: true });
    this.plans = new Plans(plan, options.metrics, options.weightOf);
    this.requests = new PlanRequests(this.schema, loaded.facts);
    this.types = new TypeConditions(loaded.facts);
  }

  async execute(request: EngineRequest): Promise<EngineResult> {
    try {
      return await this.answer(request);
    } catch (error) {
      return refused(error);
    }
  }

  private answer(request: EngineRequest): Promise<EngineResult> {
    const { context, operation, variables } = request;
    const { key, request: plan } = this.requests.of(request, context);
    const isNobodys = context.viewer.claims.kind === 'anonymous' && operation.operation === 'query';
    if (!isNobodys || context.explanation) return this.run(key, plan, request, context.signal);
    const shared = `${key}|${context.moment ?? ''}|${JSON.stringify(variables)}`;
    return this.shared.join(shared, context.signal, (signal) => this.run(key, plan, request, signal));
  }

  private async run(
    key: string,
    plan: () => PlanRequest,
    { variables, context }: EngineRequest,
    signal: AbortSignal,
  ): Promise<EngineResult> {
    const planned = this.planned(key, plan);
    const ready = planned instanceof Promise ? await planned : planned;
    context.explanation?.planned(ready.compiled);
    const isQuery = ready.compiled.kind === OperationTypeNode.QUERY;
    const reader = isQuery ? this.readerFor(context, signal) : undefined;
    const execution = this.execution(ready, variables, context, signal, reader);
    await execution.run();
    if (ready.compiled.kind === OperationTypeNode.MUTATION) this.options.entities?.noteWrite(context.viewer);
    if (reader) context.explanation?.kept(reader.kept);
    const freshUntil = reader?.freshUntil ?? Infinity;
    return { ...this.result(ready, execution, variables), ...(freshUntil === Infinity ? {} : { freshUntil }) };
  }

  /** Not for subscriptions: what an event shows is at least as new as the event. */
  private readerFor(context: GatewayContext, signal: AbortSignal): EntityReader | undefined {
    const { entities } = this.options;
    const { viewer, signedNobody } = context;
    if (!signedNobody || !entities?.isFor(viewer)) return undefined;
    const nobodysHeaders = async (): Promise<CallHeaders> => ({
      ...callHeaders(context),
      [viewerHeader]: await signedNobody(),
    });
    return new EntityReader(entities, { isNobody: viewer.claims.kind === 'anonymous', nobodysHeaders }, signal);
  }

  private planned(key: string, plan: () => PlanRequest): ReadyOperation | Promise<ReadyOperation> {
    return tracedWithin('plan', {}, (span) => {
      const planned = this.plans.get(key, plan);
      span?.setAttribute('lyceum.plan', planned instanceof Promise ? 'made' : 'cached');
      return planned;
    });
  }

  /** @throws PLANNING_TIMEOUT, OPERATION_TOO_LARGE, OPERATION_NOT_PLANNED */
  ready(request: Omit<EngineRequest, 'context'>, context: GatewayContext): ReadyOperation | Promise<ReadyOperation> {
    const { key, request: plan } = this.requests.of(request, context);
    return this.planned(key, plan);
  }

  execution(
    { compiled }: ReadyOperation,
    variables: Readonly<Record<string, unknown>>,
    context: GatewayContext,
    signal = context.signal,
    reader?: EntityReader,
  ): Execution {
    return new Execution({
      operation: compiled,
      variables,
      clients: context.explanation?.timed(this.options.clients) ?? this.options.clients,
      types: this.types,
      headers: callHeaders(context),
      signal,
      onCall: () => {
        context.subgraphCalls += 1;
      },
      reader,
    });
  }

  result(
    { compiled, shape }: ReadyOperation,
    { tree, faults, isShared }: Execution,
    variables: Readonly<Record<string, unknown>>,
  ): EngineResult {
    const { introspection: text } = compiled;
    const introspection = text === null ? {} : introspect(this.schema, text, variables);
    const written = project(shape, { tree, faults, introspection, isShared });
    return {
      data: written.text === 'null' ? null : new JsonText(written.text),
      ...(written.errors.length > 0 ? { errors: written.errors } : {}),
      weight: written.weight,
    };
  }

  async warm(operations: readonly WarmOperation[]): Promise<void> {
    await Promise.allSettled(operations.map((operation) => this.planOf(operation)));
  }

  hotOperations(): readonly WarmOperation[] {
    return this.plans.hottest(hotPlans);
  }

  async fingerprint(operation: WarmOperation): Promise<string | null> {
    try {
      const { compiled } = await this.planOf(operation);
      return createHash('sha256').update(JSON.stringify(compiled)).digest('hex');
    } catch {
      return null;
    }
  }

  private async planOf(operation: WarmOperation): Promise<ReadyOperation> {
    const { key, request } = this.requests.ofWarm(operation);
    return this.plans.get(key, () => request);
  }
}
