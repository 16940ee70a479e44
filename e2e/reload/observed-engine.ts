import type { Engine, OpenEngine } from '../../gateway/engine/engine';

/** What became of one engine. */
export interface Observed {
  isStopped: boolean;
  /** Requests that ran when it stopped, or came later: each of them may fail. */
  atRisk: number;
  requests: number;
  /** Plans made after the first request had come. */
  plannedWhileServing: number;
}

/** An engine of the product, and what happens to each that is opened. */
export function observed(open: OpenEngine): { readonly openEngine: OpenEngine; readonly engines: readonly Observed[] } {
  const engines: Observed[] = [];
  const openEngine: OpenEngine = async (options) => {
    const seen: Observed = { isStopped: false, atRisk: 0, requests: 0, plannedWhileServing: 0 };
    const metrics = {
      planCache: () => undefined,
      planCacheSize: () => undefined,
      planned: () => void (seen.plannedWhileServing += seen.requests > 0 ? 1 : 0),
      planRefused: () => undefined,
    };
    const engine = await open({ ...options, metrics });
    engines.push(seen);
    return watched(engine, seen);
  };
  return { openEngine, engines };
}

function watched(engine: Engine, seen: Observed): Engine {
  let running = 0;
  return {
    ...engine,
    execute: async (request) => {
      seen.requests += 1;
      if (seen.isStopped) seen.atRisk += 1;
      running += 1;
      return engine.execute(request).finally(() => (running -= 1));
    },
    stop: () => {
      seen.isStopped = true;
      seen.atRisk += running;
      return engine.stop();
    },
  };
}
