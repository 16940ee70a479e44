import type { Log } from '../../kit/log/log';
import { systemTimers, type Timers } from '../../kit/scope/timers';
import { CircuitBreaker, type BreakerRules, type BreakerState } from './circuit-breaker';
import { NoAnswer, type NoAnswerReason } from './no-answer';
import type { SubgraphClient } from './subgraph-client';

interface WithBreakerOptions {
  readonly log: Log;
  readonly rules?: BreakerRules;
  readonly timers?: Timers;
  readonly random?: () => number;
  readonly onState?: (state: BreakerState) => void;
}

/** What says that the subgraph is in trouble. What one caller can bring about does not: others would pay for it. */
const isTrouble: Readonly<Record<NoAnswerReason, boolean>> = {
  connection: true,
  status: true,
  malformed: true,
  timeout: true,
  bad_call: false,
  too_large: false,
  cancelled: false,
  busy: false,
  open: false,
};

/** Answers UNAVAILABLE at once while the subgraph keeps failing, and tries it now and then. */
export function withBreaker(client: SubgraphClient, options: WithBreakerOptions): SubgraphClient {
  const { log, rules, timers = systemTimers, random = Math.random, onState } = options;
  const breaker = new CircuitBreaker({
    ...(rules ? { rules } : {}),
    timers,
    random,
    onState: (state) => {
      log.warn({ target: client.name, state }, 'the breaker of a subgraph changed');
      onState?.(state);
    },
  });
  return {
    ...client,
    async execute(call, headers, signal) {
      const leave = breaker.enter();
      if (!leave) return new NoAnswer(client.name, 'open');
      const result = await client.execute(call, headers, signal);
      if (!(result instanceof NoAnswer)) breaker.succeeded(leave);
      else if (isTrouble[result.reason]) breaker.failed(leave);
      else breaker.ended(leave);
      return result;
    },
  };
}
