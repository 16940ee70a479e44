import type { CompiledOperation } from '../compiled-operation';
import type { LoadedSupergraph, PlanRequest } from './planner';

export interface ThreadTask {
  readonly request: PlanRequest;
}

/** An error as it crosses threads: its class does not. */
export interface Refusal {
  readonly code: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export type ThreadAnswer =
  | { readonly kind: 'loaded'; readonly loaded: LoadedSupergraph }
  | { readonly kind: 'planned'; readonly compiled: CompiledOperation }
  | { readonly kind: 'refused'; readonly refusal: Refusal };
