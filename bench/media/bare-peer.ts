import { join } from 'node:path';
import { beginChild } from '../measure/child';
import type { BareOrder } from './serve-bare';

/** Fastify alone, in a process of its own. */
export interface BarePeer {
  readonly origin: string;
  readonly pids: readonly number[];
  stop(): void;
}

export async function startBare(order: BareOrder): Promise<BarePeer> {
  const { child, answer } = await beginChild(join(__dirname, 'serve-bare.js'), order);
  return { origin: (answer as { readonly url: string }).url, pids: [child.pid!], stop: () => child.disconnect() };
}
