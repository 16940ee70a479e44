import type { Resources } from '../scope/scope';

/** One value of a metric, and what it is of. */
export interface CountedValue {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Something that a subgraph's database knows, counted when Prometheus asks: the same from each of its processes. */
export interface CountedMetric {
  /** `lyceum_<subgraph>_…`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly count: (resources: Resources) => Promise<readonly CountedValue[]>;
}

/** A metric with what one statement of SQL answers: a column `value`, and one for each label. */
export function countedBySql(
  name: string,
  help: string,
  { labels = [], sql }: { readonly labels?: readonly string[]; readonly sql: string },
): CountedMetric {
  const valueOf = ({ value, ...row }: Record<string, unknown>): CountedValue => ({
    labels: Object.fromEntries(labels.map((label) => [label, String(row[label])])),
    value: Number(value),
  });
  return {
    name,
    help,
    labels,
    count: async ({ database, clock }) =>
      (await database.manager.query<Record<string, unknown>[]>(sql, sql.includes('$1') ? [clock.now()] : [])).map(
        valueOf,
      ),
  };
}
