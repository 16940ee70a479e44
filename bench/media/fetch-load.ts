import { join } from 'node:path';
import { askChild } from '../measure/child';
import { unfailing, type Load } from '../measure/load';

/** A connection, and what it fetches over and over. */
export interface Player {
  readonly headers: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
}

export interface FetchOrder {
  readonly origin: string;
  readonly players: readonly Player[];
  readonly seconds: number;
}

/** Fetches files from a process of its own. @throws when one of them does not come whole */
export async function fetchLoad(order: FetchOrder): Promise<Load> {
  return unfailing((await askChild(join(__dirname, 'fetch-process.js'), order)) as Load, order.origin);
}
