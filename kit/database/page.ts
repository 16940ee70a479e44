import DataLoader from 'dataloader';
import type { EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { kitErrors } from '../errors/kit-errors';
import type { Page } from '../graphql/connection';
import { defaultPageSize, type PageArgs } from '../graphql/page.args';
import { addTenantWall } from '../policy/tenant';
import type { Scope } from '../scope/scope';
import { Cursors, type Position } from './cursor';
import { usableKeys, type Loader } from './loaders';

/** An ordered list of rows. `where` narrows it to what the viewer may see; the tenant wall is added for it. */
export interface List<T extends ObjectLiteral> {
  /** Binds cursors to this list; unique in the subgraph. */
  readonly name: string;
  readonly entity: EntityTarget<T>;
  /** A column without nulls; the id breaks ties. */
  readonly order: { readonly by: keyof T & string; readonly direction: 'ASC' | 'DESC' };
  readonly where?: (query: SelectQueryBuilder<T>) => void;
}

type Row = ObjectLiteral & { id: string };

/** One page of a list. @throws BAD_CURSOR, BAD_INPUT when both `first` and `last` are given. */
export async function page<T extends Row>(scope: Scope, list: List<T>, args: PageArgs): Promise<Page<T>> {
  const request = new PageRequest(scope, list, args);
  const rows = await request
    .ordered(request.bounded(request.all()))
    .limit(request.size + 1)
    .getMany();
  return request.page(rows, () => request.all().getCount());
}

/**
 * One page of a list per parent, in one statement for all parents. `key` is the column that holds the parent's id.
 * Make one loader per scope and arguments.
 */
export function loadPagesByKey<T extends Row>(
  scope: Scope,
  key: keyof T & string,
  list: List<T>,
  args: PageArgs,
): Loader<string, Page<T>> {
  const request = new PageRequest(scope, list, args);
  const counts = new DataLoader(async (keys: readonly string[]) => {
    const groups = await request
      .all()
      .select(`row.${key}`, 'key')
      .addSelect('count(*)::int', 'count')
      .andWhere(`row.${key} = ANY(:keys)`, { keys })
      .groupBy(`row.${key}`)
      .getRawMany<{ key: string; count: number }>();
    const byKey = new Map(groups.map((group) => [group.key, group.count]));
    return keys.map((wanted) => byKey.get(wanted) ?? 0);
  });
  return new DataLoader(async (keys) => {
    const rows = await request.firstOfEach(key, keys);
    const groups = Map.groupBy(rows, (row) => String(row[key]));
    return keys.map((wanted) => request.page(groups.get(wanted) ?? [], () => counts.load(wanted)));
  });
}

class PageRequest<T extends Row> {
  readonly size: number;
  private readonly backwards: boolean;
  private readonly cursors: Cursors;
  private readonly after: Position | null;
  private readonly before: Position | null;

  constructor(
    private readonly scope: Scope,
    private readonly list: List<T>,
    args: PageArgs,
  ) {
    const { first, last, after, before } = args;
    if (first != null && last != null) throw kitErrors.BAD_INPUT({ fields: { last: 'Give first or last, not both.' } });
    this.size = first ?? last ?? defaultPageSize;
    this.backwards = last != null;
    this.cursors = new Cursors(scope.secrets, `${list.name}/${list.order.by}/${list.order.direction}`);
    this.after = after ? this.cursors.read(after) : null;
    this.before = before ? this.cursors.read(before) : null;
  }

  all(): SelectQueryBuilder<T> {
    const query = this.scope.db.createQueryBuilder(this.list.entity, 'row').where('TRUE');
    this.list.where?.(query);
    addTenantWall(query, this.scope.db.connection.getMetadata(this.list.entity), this.scope.viewer);
    return query;
  }

  bounded(query: SelectQueryBuilder<T>): SelectQueryBuilder<T> {
    const { by, direction } = this.list.order;
    const [later, earlier] = direction === 'ASC' ? ['>', '<'] : ['<', '>'];
    if (this.after)
      query.andWhere(`(row.${by}, row.id) ${later} (:afterValue, :afterId)`, {
        afterValue: this.after.value,
        afterId: this.after.id,
      });
    if (this.before)
      query.andWhere(`(row.${by}, row.id) ${earlier} (:beforeValue, :beforeId)`, {
        beforeValue: this.before.value,
        beforeId: this.before.id,
      });
    return query;
  }

  ordered(query: SelectQueryBuilder<T>): SelectQueryBuilder<T> {
    const direction = this.direction();
    return query.orderBy(`row.${this.list.order.by}`, direction).addOrderBy('row.id', direction);
  }

  async firstOfEach(key: string, keys: readonly string[]): Promise<T[]> {
    const metadata = this.scope.db.connection.getMetadata(this.list.entity);
    const usable = usableKeys(metadata, key, keys);
    if (usable.length === 0) return [];
    const direction = this.direction();
    const rank = `row_number() OVER (PARTITION BY row.${key} ORDER BY row.${this.list.order.by} ${direction}, row.id ${direction})`;
    const ranked = this.bounded(this.all())
      .andWhere(`row.${key} = ANY(:keys)`, { keys: usable })
      .select('row.id', 'id')
      .addSelect(rank, 'position');
    const query = this.scope.db
      .createQueryBuilder(this.list.entity, 'row')
      .where(`row.id IN (SELECT "id" FROM (${ranked.getQuery()}) ranked WHERE "position" <= :limit)`)
      .setParameters({ ...ranked.getParameters(), limit: this.size + 1 });
    return this.ordered(query).getMany();
  }

  page(rows: T[], count: () => Promise<number>): Page<T> {
    const more = rows.length > this.size;
    const nodes = rows.slice(0, this.size);
    if (this.backwards) nodes.reverse();
    const cursorOf = (node: T): string => this.cursors.write({ value: this.sortValue(node), id: node.id });
    // Signed when asked for: most clients read the nodes and one cursor.
    const edges = nodes.map((node) => ({
      node,
      get cursor() {
        return cursorOf(node);
      },
    }));
    const pageInfo = {
      hasNextPage: this.backwards ? this.before !== null : more,
      hasPreviousPage: this.backwards ? more : this.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
    return { edges, nodes, pageInfo, count };
  }

  private direction(): 'ASC' | 'DESC' {
    const isAscending = (this.list.order.direction === 'ASC') !== this.backwards;
    return isAscending ? 'ASC' : 'DESC';
  }

  private sortValue(node: T): string | number {
    const value: unknown = node[this.list.order.by];
    if (value instanceof Date) return value.toISOString();
    return typeof value === 'number' ? value : String(value);
  }
}
