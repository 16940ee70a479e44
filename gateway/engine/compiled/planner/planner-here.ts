import type { OpenPlanner } from './open-planner';
import { OperationPlanner } from './planner';

/** Plans in this thread: for tools and tests that want many plans one after another. */
export const openPlannerInThread: OpenPlanner = (supergraphSdl) => {
  const planner = new OperationPlanner(supergraphSdl);
  return Promise.resolve({
    loaded: planner.loaded,
    plan: (request) => new Promise((resolve) => resolve(planner.plan(request))),
    close: () => Promise.resolve(),
  });
};
