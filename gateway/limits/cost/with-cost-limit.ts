import { CodedError } from '../../../kit/errors/errors';
import type { Engine, EngineEvent, EngineResult } from '../../engine/engine';
import { refused } from '../../engine/compiled/refused';
import { gatewayErrors } from '../../gateway.errors';
import type { CostMetrics } from '../../metrics/cost-metrics';
import type { Estimate } from './cost-program';
import { Estimates, type EstimateOptions } from './estimates';

/** What one operation was expected to cost, and did; `actual` is null where its engine does not weigh results. */
export interface OperationCost {
  readonly estimated: number;
  readonly actual: number | null;
}

export interface CostLimitOptions extends EstimateOptions {
  /** The most that an operation may be expected to cost. */
  readonly allowed: number;
  /** Whether responses say what they cost. */
  readonly isShown: boolean;
  readonly metrics: CostMetrics;
}

/** An engine that gets only operations which will not cost too much, by @cost and @listSize; it does not even plan others. */
export function withCostLimit(engine: Engine, options: CostLimitOptions): Engine {
  const { allowed, isShown, metrics } = options;
  const estimates = new Estimates(engine.schema, options);

  const admitted = (request: Parameters<Estimates['of']>[0]): Estimate | EngineResult => {
    try {
      const estimate = estimates.of(request);
      metrics.estimated(estimate.estimated);
      if (estimate.estimated <= allowed) return estimate;
      throw gatewayErrors.COST_LIMIT_EXCEEDED({ estimated: estimate.estimated, allowed });
    } catch (error) {
      if (error instanceof CodedError) metrics.refused();
      return refused(error);
    }
  };

  const told = ({ weight, ...result }: EngineResult, { estimated, fixed }: Estimate): [EngineResult, OperationCost] => {
    const actual = weight === undefined ? null : fixed + weight;
    if (actual !== null) metrics.actual(actual);
    const extensions = isShown ? { extensions: { ...result.extensions, cost: { estimated, actual, allowed } } } : {};
    return [
      { ...result, ...extensions },
      { estimated, actual },
    ];
  };

  return {
    ...engine,
    execute: async (request) => {
      const estimate = admitted(request);
      if (!('estimated' in estimate)) return estimate;
      const [result, cost] = told(await engine.execute(request), estimate);
      request.context.cost = cost;
      return result;
    },
    ...(engine.subscribe && {
      subscribe: (request) => {
        const estimate = admitted(request);
        if (!('estimated' in estimate)) return only({ kind: 'next', result: estimate });
        return mapped(engine.subscribe!(request), (event) => {
          if (event.kind !== 'next') return event;
          const [result, cost] = told(event.result, estimate);
          return { ...event, result, cost };
        });
      },
    }),
  };
}

async function* only(event: EngineEvent): AsyncGenerator<EngineEvent, void> {
  yield event;
}

/** Passes `return` on at once, which a generator of its own would hold back until the next event. */
function mapped(
  source: AsyncGenerator<EngineEvent, void>,
  map: (event: EngineEvent) => EngineEvent,
): AsyncGenerator<EngineEvent, void> {
  const mappedStep = async (step: Promise<IteratorResult<EngineEvent, void>>) => {
    const { done, value } = await step;
    return done ? { done, value } : { done: false as const, value: map(value) };
  };
  return {
    next: () => mappedStep(source.next()),
    return: () => source.return(),
    throw: (error) => source.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => {
      await source.return();
    },
  };
}
