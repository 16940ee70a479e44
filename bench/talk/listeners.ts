import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Heard, ListenersOrder, Question } from './listener-process';

/** Very many listeners, in a few processes; each connects to one of the servers. */
export class Listeners {
  private constructor(private readonly children: readonly ChildProcess[]) {}

  /** Resolves when all have subscribed. One process for each server. */
  static async open(urls: readonly string[], order: Omit<ListenersOrder, 'url'>): Promise<Listeners> {
    const size = Math.ceil(order.tokens.length / urls.length);
    const children = urls.map(() => fork(join(__dirname, 'listener-process.js'), { serialization: 'advanced' }));
    await Promise.all(
      children.map(async (child, index) => {
        const tokens = order.tokens.slice(index * size, (index + 1) * size);
        child.send({ ...order, url: urls[index]!, tokens } satisfies ListenersOrder);
        const [ready] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
        if (ready !== 'ready') throw new Error(`Listeners ended with ${String(ready)}.`);
      }),
    );
    return new Listeners(children);
  }

  get pids(): readonly number[] {
    return this.children.map((child) => child.pid!);
  }

  /** What all have heard. */
  async ask(question: Question): Promise<Heard> {
    const parts = await Promise.all(
      this.children.map(async (child) => {
        child.send(question);
        const [heard] = (await once(child, 'message')) as [Heard];
        return heard;
      }),
    );
    const messages = new Map<number, { count: number; last: number }>();
    for (const [number, count, last] of parts.flatMap((part) => part.messages)) {
      const known = messages.get(number) ?? { count: 0, last: 0 };
      messages.set(number, { count: known.count + count, last: Math.max(known.last, last) });
    }
    return {
      messages: [...messages].map(([number, { count, last }]) => [number, count, last] as const),
      latencies: Float64Array.from(parts.flatMap(({ latencies }) => [...latencies])),
      outOfOrder: parts.reduce((sum, part) => sum + part.outOfOrder, 0),
      listening: parts.reduce((sum, part) => sum + part.listening, 0),
      ended: parts.reduce((sum, part) => sum + part.ended, 0),
    };
  }

  close(): void {
    for (const child of this.children) if (child.connected) child.disconnect();
  }
}
