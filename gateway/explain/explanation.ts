import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../kit/config/config';
import type { SubgraphClient, SubgraphClients } from '../subgraph-client/subgraph-client';
import { drawPlan, type DrawnPlan } from './draw-plan';

/** One call of a subgraph. */
export interface ExplainedCall {
  readonly subgraph: string;
  /** Milliseconds from the beginning of the request to that of the call. */
  readonly after: number;
  readonly milliseconds: number;
  /** Errors in the answer. */
  readonly errors: number;
}

/** How one request was answered. */
export interface Explained {
  /** The plan as a tree to read; null where none was needed, because the answer was there already. */
  readonly plan: string | null;
  readonly subgraphCalls: number;
  /** In the order in which they began. */
  readonly calls: readonly ExplainedCall[];
  /** How many entities were not asked for because they were kept, by subgraph. */
  readonly kept: Readonly<Record<string, number>>;
}

/** By which header a request asks how it is answered. */
export const explainHeader = 'x-lyceum-explain';

/** Present for a request that asks for it, in development: plans tell of servers and fields that clients need not know. */
export function explanationFor(
  headers: IncomingHttpHeaders,
  { NODE_ENV: environment }: Pick<Config, 'NODE_ENV'>,
): Explanation | undefined {
  return environment === 'development' && headers[explainHeader] === '1' ? new Explanation() : undefined;
}

/** Collects how one request is answered. */
export class Explanation {
  private readonly startedAt = performance.now();
  private readonly calls: ExplainedCall[] = [];
  private plan: DrawnPlan | null = null;
  private keptEntities: Readonly<Record<string, number>> = {};

  planned(plan: DrawnPlan): void {
    this.plan = plan;
  }

  /** Entities that came from the cache, by subgraph. */
  kept(entities: ReadonlyMap<string, number>): void {
    this.keptEntities = Object.fromEntries(entities);
  }

  /** The same clients, whose calls are timed. */
  timed(clients: SubgraphClients): SubgraphClients {
    return new Map([...clients].map(([name, client]) => [name, this.timedClient(client)]));
  }

  /** The same client, whose calls are timed. */
  timedClient(client: SubgraphClient): SubgraphClient {
    return {
      ...client,
      execute: async (call, headers, signal) => {
        const after = performance.now() - this.startedAt;
        const result = await client.execute(call, headers, signal);
        const milliseconds = performance.now() - this.startedAt - after;
        const errors = result.errors?.length ?? 0;
        this.calls.push({ subgraph: client.name, after: rounded(after), milliseconds: rounded(milliseconds), errors });
        return result;
      },
    };
  }

  explained(): Explained {
    return {
      plan: this.plan && drawPlan(this.plan),
      subgraphCalls: this.calls.length,
      calls: this.calls.toSorted((one, other) => one.after - other.after),
      kept: this.keptEntities,
    };
  }
}

/** To a hundredth. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
