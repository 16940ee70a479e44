import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import { defaultPageSize } from './page.args';

@ObjectType({ description: 'Where a page lies in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether more precedes.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null on an empty page.' })
  endCursor!: string | null;
}

/** A page of a list, as `page` and `loadPagesByKey` make it. */
export interface Page<T> {
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  /** Counted only when a client asks. */
  readonly count: () => Promise<number>;
}

/** The connection and edge types of a noun. Call once per noun and subgraph. */
export function connectionOf<T extends object>(node: ClassType<T>, name: string = node.name): ClassType<Page<T>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list, with its cursor.` })
  class Edge {
    @Field(() => node, { description: 'The item.' })
    node!: T;

    @Field(() => String, { description: 'Opaque; for `after` and `before` of this list only.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} items.` })
  class Connection implements Page<T> {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges!: Edge[];

    @Field(() => [node], { description: 'The items.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Where this page lies in its list.' })
    pageInfo!: PageInfo;

    count!: () => Promise<number>;

    @Field(() => Int, { description: 'How many items the whole list has; costs a count.' })
    @Directive('@cost(weight: 5)')
    totalCount(): Promise<number> {
      return this.count();
    }
  }

  return Connection;
}

/** Tells the gateway how long a list can get, for its cost estimate. On every connection field. */
export const ListSize = (): MethodDecorator & PropertyDecorator =>
  Directive(
    `@listSize(assumedSize: ${defaultPageSize}, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)`,
  );
