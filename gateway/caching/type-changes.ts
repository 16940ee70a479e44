import { parse } from 'graphql';
import { readNumbered } from '../../kit/live/numbered';
import { changesField, everything } from '../../kit/live/type-changes';
import type { Timers } from '../../kit/scope/timers';
import type { CallHeaders } from '../../kit/subgraph/running';
import type { Log } from '../../kit/log/log';
import { joinGraphs } from '../compose/join-graphs';
import { UpstreamListener } from '../subgraph-client/upstream-listener';
import type { SubgraphClient } from '../subgraph-client/subgraph-client';
import type { ChangeClock } from './change-clock';

export interface TypeChangesOptions {
  readonly clientOf: (subgraph: string) => SubgraphClient | undefined;
  readonly headersOf: () => Promise<CallHeaders>;
  readonly changes: ChangeClock;
  readonly isNeeded: boolean;
  readonly timers: Timers;
  readonly log: Log;
}

/** Listens to the subgraphs of a supergraph for what has changed in them. */
export class TypeChanges {
  private readonly listeners = new Map<string, UpstreamListener>();

  constructor(private readonly options: TypeChangesOptions) {}

  /** Those subgraphs of a supergraph that tell: it has a subscription for it. */
  listenTo(supergraphSdl: string): void {
    if (!this.options.isNeeded) return;
    for (const { name: subgraph } of joinGraphs(parse(supergraphSdl, { noLocation: true }))) {
      const client = this.options.clientOf(subgraph);
      const field = changesField(subgraph);
      if (!client || this.listeners.has(subgraph) || !supergraphSdl.includes(` ${field}:`)) continue;
      this.listeners.set(subgraph, this.listener(subgraph, client, field));
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.listeners.values()].map((listener) => listener.stop()));
  }

  private listener(subgraph: string, client: SubgraphClient, field: string): UpstreamListener {
    const { changes, headersOf, timers, log } = this.options;
    changes.lose(subgraph);
    return new UpstreamListener({
      client,
      query: `subscription { ${field} }`,
      headersOf,
      timers,
      log,
      onData: (data) => {
        const message = data[field];
        changes.find(subgraph);
        if (!Array.isArray(message)) return;
        const { number, texts } = readNumbered(message.filter((text) => typeof text === 'string'));
        changes.note(subgraph, texts, number);
      },
      onGap: () => changes.note(subgraph, [everything]),
      onLoss: () => changes.lose(subgraph),
    });
  }
}
