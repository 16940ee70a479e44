import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ViewerSeal } from '../../kit/identity/signed-viewer';
import { Viewer } from '../../kit/identity/viewer';
import type { Log } from '../../kit/log/log';
import type { SubscriptionMetrics } from '../metrics/subscription-metrics';
import { openContext, type GatewayContext } from '../context';
import { Admission } from './admission';
import { rootFieldOf, type ReadOperation } from './operation-reader';
import type { LiveGraph } from './live-graph';
import { SharedSource, type Member } from './shared-source';
import { subscriptionErrors } from './subscriptions.errors';

/** For whom a subscription runs. */
export interface Caller {
  readonly viewer: Viewer;
  readonly address: string;
  readonly userAgent: string;
}

export interface HubOptions {
  readonly graph: LiveGraph;
  readonly seal: ViewerSeal;
  readonly log: Log;
  readonly metrics: SubscriptionMetrics;
}

const gateway = { address: '127.0.0.1', userAgent: 'gateway' };
const nobody: Caller = { viewer: Viewer.anonymous, ...gateway };
const audience: Caller = { viewer: Viewer.audience, ...gateway };

/**
 * Where subscriptions meet: those that ask the same, for the same viewer, share one source. What a public field sends is
 * the same for everyone, so it is read as nobody and shared by all. So is what has a gate, by whoever their own gate lets in.
 */
export class Hub {
  private readonly shared = new Map<string, SharedSource>();
  private readonly sources = new Set<SharedSource>();
  private current: LiveGraph;

  constructor(private readonly options: HubOptions) {
    this.current = options.graph;
  }

  get graph(): LiveGraph {
    return this.current;
  }

  /** Sources that are open. */
  get size(): number {
    return this.sources.size;
  }

  /** Lets a member hear of a subscription from now on. */
  join(operation: ReadOperation, caller: Caller, member: Member): () => void {
    const gate = this.current.gateOf(operation);
    if (gate) return this.joinBy(gate, operation, caller, member);
    const isPublic = this.current.policyOf(rootFieldOf(operation)).access === 'PUBLIC';
    return this.sourceOf(operation, isPublic ? nobody : caller).join(member);
  }

  private joinBy(gate: ReadOperation, operation: ReadOperation, caller: Caller, member: Member): () => void {
    const admission = new Admission(member);
    const leaveSource = this.sourceOf(operation, audience).join(admission.source);
    const leaveGate = this.sourceOf(gate, caller).join(admission.gate);
    return () => {
      leaveSource();
      leaveGate();
    };
  }

  private sourceOf(operation: ReadOperation, as: Caller): SharedSource {
    const { documentHash, operationName, variables } = operation;
    const key = JSON.stringify([documentHash, operationName, variables, as.viewer.claims]);
    return this.shared.get(key) ?? this.open(key, operation, as);
  }

  /**
   * Serves another graph from now on. Subscriptions that it would serve in the same way live on where they are, on the
   * engine that they have; the others end with SCHEMA_CHANGED, so that their clients begin again.
   */
  async replaceGraph(graph: LiveGraph): Promise<void> {
    const { current: before } = this;
    const living = [...this.sources];
    this.current = graph;
    this.shared.clear();
    for (const source of living) {
      if (!(await isSame(source.operation, before, graph))) source.fail(subscriptionErrors.SCHEMA_CHANGED(), 'reload');
      else if (this.sources.has(source) && !this.shared.has(source.key)) this.shared.set(source.key, source);
    }
  }

  private open(key: string, operation: ReadOperation, caller: Caller): SharedSource {
    const { subscribe } = this.current;
    const { log, metrics } = this.options;
    const source = new SharedSource({
      key,
      operation,
      log,
      metrics,
      subscribe: (contextOf) => subscribe({ ...operation, contextOf }),
      contextOf: (signal) => this.contextOf(caller, signal),
      onEnd: () => {
        this.sources.delete(source);
        if (this.shared.get(key) === source) this.shared.delete(key);
        metrics.upstreams(this.sources.size);
      },
    });
    this.shared.set(key, source);
    this.sources.add(source);
    metrics.upstreams(this.sources.size);
    return source;
  }

  private contextOf(caller: Caller, signal: AbortSignal): Promise<GatewayContext> {
    return openContext({ ...caller, requestId: randomUUID(), signal }, this.options);
  }
}

async function isSame(operation: ReadOperation, before: LiveGraph, after: LiveGraph): Promise<boolean> {
  const field = rootFieldOf(operation);
  if (!isDeepStrictEqual(before.policyOf(field), after.policyOf(field))) return false;
  if ((before.gateOf(operation) === null) !== (after.gateOf(operation) === null)) return false;
  const old = await before.engine.fingerprint?.(operation);
  return typeof old === 'string' && old === (await after.engine.fingerprint?.(operation));
}
