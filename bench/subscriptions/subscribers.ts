import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Seen, SubscribersOrder } from './subscriber-process';

/** Very many clients, in a few processes. */
export class Subscribers {
  private readonly events = new Map<number, readonly number[]>();
  private lost = 0;

  private constructor(private readonly children: readonly ChildProcess[]) {}

  /** Resolves when all have subscribed. */
  static async open(order: SubscribersOrder, processes: number): Promise<Subscribers> {
    const part = { ...order, count: order.count / processes, stalled: order.stalled / processes };
    const children = Array.from({ length: processes }, () =>
      fork(join(__dirname, 'subscriber-process.js'), [JSON.stringify(part)], { serialization: 'advanced' }),
    );
    await Promise.all(
      children.map(async (child) => {
        const [ready] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
        if (ready !== 'ready') throw new Error(`Subscribers ended with ${String(ready)}.`);
      }),
    );
    return new Subscribers(children);
  }

  get pids(): readonly number[] {
    return this.children.map((child) => child.pid!);
  }

  /** Connections that are no more, as of the last look. */
  get ended(): number {
    return this.lost;
  }

  /** Milliseconds from the source to each client that has got the event, as of the last look. */
  latenciesOf(event: number): readonly number[] {
    return this.events.get(event) ?? [];
  }

  look(): Promise<void> {
    return this.ask('look');
  }

  stall(): Promise<void> {
    return this.ask('stall');
  }

  close(): void {
    for (const child of this.children) if (child.connected) child.disconnect();
  }

  private async ask(order: 'look' | 'stall'): Promise<void> {
    const parts = await Promise.all(
      this.children.map(async (child) => {
        child.send(order);
        const [seen] = (await once(child, 'message')) as [Seen];
        return seen;
      }),
    );
    for (const [event, latencies] of parts.flatMap(({ events }) => events))
      this.events.set(event, [...this.latenciesOf(event), ...latencies]);
    this.lost = parts.reduce((sum, { ended }) => sum + ended, 0);
  }
}
