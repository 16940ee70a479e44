import { systemTimers, type Timers } from '../../kit/scope/timers';
import { pause } from './cancel-signal';
import { NoAnswer, type NoAnswerReason } from './no-answer';
import type { SubgraphCall, SubgraphClient } from './subgraph-client';

interface RetryOptions {
  readonly timers?: Timers;
  readonly random?: () => number;
  readonly onRetry?: () => void;
}

/** Milliseconds until the second try: half of it to one and a half. */
const delay = 30;
const isTransient = new Set<NoAnswerReason>(['connection', 'status']);

/** Tries a query once more when the subgraph could not be reached. A mutation never: it may have been done. */
export function withRetry(client: SubgraphClient, options: RetryOptions = {}): SubgraphClient {
  const { timers = systemTimers, random = Math.random, onRetry } = options;
  const budget = new Budget();
  return {
    ...client,
    async execute(call, headers, signal) {
      budget.earn();
      if (call.kind !== 'query') return client.execute(call, headers, signal);
      const again = repeatable(call);
      const result = await client.execute(again, headers, signal);
      if (!(result instanceof NoAnswer) || !isTransient.has(result.reason) || !budget.spend()) return result;
      if (!(await pause(timers, delay * (0.5 + random()), signal))) return result;
      onRetry?.();
      return client.execute(again, headers, signal);
    },
  };
}

/** The caller makes its text once, however often it is sent. */
function repeatable(call: SubgraphCall): SubgraphCall {
  const { toJson } = call;
  if (!toJson) return call;
  let text: string | undefined;
  // Not spread: that would work out variables which nobody reads where there is text.
  return Object.create(call, { toJson: { value: () => (text ??= toJson()) } }) as SubgraphCall;
}

/** One retry for ten calls, and ten to begin with: a subgraph that fails at large is not asked twice as much for it. */
class Budget {
  private tenths = 100;

  earn(): void {
    this.tenths = Math.min(this.tenths + 1, 100);
  }

  spend(): boolean {
    if (this.tenths < 10) return false;
    this.tenths -= 10;
    return true;
  }
}
