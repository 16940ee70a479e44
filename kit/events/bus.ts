import type { EventEnvelope } from './catalog';

/** Carries events between subgraphs: at least once, in no promised order. */
export interface EventBus {
  /**
   * Resolves once the event is durable for every group that asked for it: in the group's own database, or in a
   * broker's queue; rejects otherwise, and the outbox tries again.
   */
  publish(event: EventEnvelope): Promise<void>;
  /**
   * `take` must have stored the event when it resolves. One group per subgraph; its processes share the work. The
   * names of the latest call are what the group asks for.
   */
  subscribe(group: string, names: readonly string[], take: (event: EventEnvelope) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The bus of one process that runs every subgraph. */
export class InProcessBus implements EventBus {
  private readonly groups = new Map<
    string,
    { names: ReadonlySet<string>; take: (event: EventEnvelope) => Promise<void> }
  >();
  private isClosed = false;

  async publish(event: EventEnvelope): Promise<void> {
    if (this.isClosed) throw new Error('The event bus is closed.');
    const interested = [...this.groups.values()].filter((group) => group.names.has(event.name));
    await Promise.all(interested.map((group) => group.take(event)));
  }

  subscribe(group: string, names: readonly string[], take: (event: EventEnvelope) => Promise<void>): Promise<void> {
    this.groups.set(group, { names: new Set(names), take });
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.groups.clear();
    return Promise.resolve();
  }
}
