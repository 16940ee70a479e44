import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { TraceCarrier } from '../../kit/tracing/carrier';
import type { EntityCache } from '../caching/entities/entity-cache';
import type { GatewayContext } from '../context';
import type { OperationCost } from '../limits/cost/with-cost-limit';
import type { SubgraphClients } from '../subgraph-client/subgraph-client';

/** One operation that is valid in the engine's schema, ready to run. */
export interface EngineRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The document as the client wrote it. */
  readonly source: string;
  /** SHA-256 of the source, hexadecimal: what plans are remembered by. */
  readonly documentHash: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
}

/** `data` is plain, or a `JsonText` where the engine has projected it to text already. */
export interface EngineResult {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** What all values in `data` weigh by `EngineOptions.weightOf`, where the engine weighs them. */
  readonly weight?: number;
  /** Milliseconds since 1970 until which it may be shown again, where the engine took parts of it from a cache. */
  readonly freshUntil?: number;
}

/** What a subscription sends: a result; `gap` once after the source was lost and found again, when events may be missing. */
export type EngineEvent = ResultEvent | { readonly kind: 'gap' };

interface ResultEvent {
  readonly kind: 'next';
  readonly result: EngineResult;
  /** Where the trace of this event stands, where there is one. */
  readonly trace?: TraceCarrier | undefined;
  /** What this event cost, where that is reckoned. */
  readonly cost?: OperationCost;
}

export interface SubscribeRequest extends Omit<EngineRequest, 'context'> {
  /** Asked once for the source and once per event, so that each is authorised as of its own time. */
  readonly contextOf: () => Promise<GatewayContext>;
}

/** Turns one client operation into subgraph calls and their answers into one result. */
export interface Engine {
  readonly name: string;
  /** The graph that clients see. */
  readonly schema: GraphQLSchema;
  /** Runs a query or a mutation. Never rejects: refusals are in `errors`, coded. */
  execute(request: EngineRequest): Promise<EngineResult>;
  /**
   * Runs a subscription: one source, and per event what other subgraphs add, on a fresh result tree. Ends after a
   * result with errors and no data. `return` lets go of the source at once, also while it is silent.
   * Absent where the engine cannot.
   */
  subscribe?(request: SubscribeRequest): AsyncGenerator<EngineEvent, void>;
  /** Plans what will be asked, so that the first to ask does not wait. Operations that cannot be planned are skipped. */
  warm?(operations: readonly WarmOperation[]): Promise<void>;
  /** The operations used most, the best first. */
  hotOperations?(): readonly WarmOperation[];
  /** Equal for equal plans, also of different supergraphs; null where there is no plan. */
  fingerprint?(operation: WarmOperation): Promise<string | null>;
  stop(): Promise<void>;
}

/** What is needed to plan an operation without running it. */
export interface WarmOperation {
  readonly source: string;
  readonly operationName: string | null;
  /** Which of the operation's plans; absent: the one for a viewer who gets everything. */
  readonly variant?: PlanVariant;
}

/** What of a request changes a plan, beside its text. */
export interface PlanVariant {
  /** Values of the variables that @skip and @include ask. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** Types and `Type.field` coordinates that the viewer does not get. */
  readonly denied: Readonly<Record<string, Denial>>;
  /** Labels of progressive @override that are on. */
  readonly overrides: readonly string[];
}

/** Why a viewer does not get a field. */
export type Denial = 'UNAUTHENTICATED' | 'FORBIDDEN_FIELD';

export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly clients: SubgraphClients;
  readonly metrics?: EngineMetrics;
  /** What one value of a field weighs, by `Type.field`; absent: nothing weighs anything. */
  readonly weightOf?: (coordinate: string) => number;
  readonly planning?: PlanningOptions;
  /** Keeps entities that everyone is shown alike, where the engine can; absent: each is asked for each time. */
  readonly entities?: EntityCache | undefined;
}

export interface PlanningOptions {
  readonly threads: number;
  /** Milliseconds for one plan. */
  readonly deadline: number;
}

/** What an engine tells of its plans, so that operators see when the cache is too small or planning too slow. */
export interface EngineMetrics {
  planCache(isHit: boolean): void;
  /** Plans held now. */
  planCacheSize(plans: number): void;
  /** One plan made, in so many milliseconds. */
  planned(milliseconds: number): void;
  /** An operation whose planning took too long, or found no room. */
  planRefused(): void;
}

export type OpenEngine = (options: EngineOptions) => Promise<Engine>;
