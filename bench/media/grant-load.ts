import { join } from 'node:path';
import { askChild } from '../measure/child';
import { unfailing, type Load } from '../measure/load';

export interface GrantOrder {
  /** GraphQL endpoint. */
  readonly url: string;
  readonly lessonId: string;
  /** Of people who take turns. */
  readonly tokens: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** A request is a pair: a playback is started, and ended. */
export interface GrantLoad extends Load {
  readonly start: Latency;
  readonly end: Latency;
}

/** Starts and ends playbacks from a process of its own. @throws when one of them fails */
export async function grantLoad(order: GrantOrder): Promise<GrantLoad> {
  return unfailing((await askChild(join(__dirname, 'grant-process.js'), order)) as GrantLoad, order.url);
}

/** The same transactions by the bare driver. @param order.url MongoDB */
export async function bareGrantLoad(order: Pick<GrantOrder, 'url' | 'connections' | 'seconds'>): Promise<GrantLoad> {
  return unfailing((await askChild(join(__dirname, 'bare-grant-process.js'), order)) as GrantLoad, order.url);
}
