import type { Page } from './page';

/** How often things have happened since a peer began: subgraph calls, SQL statements. */
export type Counts = Readonly<Record<string, number>>;

/** A server that is measured. */
export interface Peer {
  readonly name: string;
  /** Its GraphQL endpoint. */
  readonly url: string;
  /** All of its own processes. */
  readonly pids: readonly number[];
  /** The body of a request, where it is not the text of the page. */
  readonly bodyOf?: ((page: Pick<Page, 'query' | 'variables'>) => string) | undefined;
  counts(): Promise<Counts>;
  stop(): Promise<void>;
}

export function countsBetween(before: Counts, after: Counts, requests = 1): Counts {
  return Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, (count - (before[name] ?? 0)) / requests]),
  );
}
