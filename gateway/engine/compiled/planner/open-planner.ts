import { OperationPlanner, type LoadedSupergraph } from './planner';
import type { PlanOperation } from './plans';

/** A planner somewhere: in this thread, or in threads of its own. */
export interface Planner {
  readonly loaded: LoadedSupergraph;
  readonly plan: PlanOperation;
  close(): Promise<void>;
}

/** @throws where the supergraph cannot be read */
export type OpenPlanner = (supergraphSdl: string) => Promise<Planner>;

/** Plans in this thread: for tools and tests that want many plans one after another. */
export const openPlannerInThread: OpenPlanner = (supergraphSdl) => {
  const planner = new OperationPlanner(supergraphSdl);
  return Promise.resolve({
    loaded: planner.loaded,
    plan: (request) => new Promise((resolve) => resolve(planner.plan(request))),
    close: () => Promise.resolve(),
  });
};
