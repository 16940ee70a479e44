/** How often things have happened since a peer began: subgraph calls, SQL statements. */
export type Counts = Readonly<Record<string, number>>;

/** A server that is measured. */
export interface Peer {
  readonly name: string;
  /** Its GraphQL endpoint. */
  readonly url: string;
  /** All of its own processes. */
  readonly pids: readonly number[];
  counts(): Promise<Counts>;
  stop(): Promise<void>;
}

export function countsBetween(before: Counts, after: Counts, requests = 1): Counts {
  return Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, (count - (before[name] ?? 0)) / requests]),
  );
}
