import type { LoadedSupergraph } from './planner';
import type { PlanOperation } from './plans';

/** A planner somewhere: in this thread, or in threads of its own. */
export interface Planner {
  readonly loaded: LoadedSupergraph;
  readonly plan: PlanOperation;
  close(): Promise<void>;
}

/** @throws where the supergraph cannot be read */
export type OpenPlanner = (supergraphSdl: string) => Promise<Planner>;
