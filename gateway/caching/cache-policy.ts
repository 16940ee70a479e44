import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../fragments';
import type { CacheHints } from './cache-hints';

/** How long an answer may be shown again to nobody in particular, and what makes it out of date before. */
export interface CachePolicy {
  /** Seconds; 0: never. */
  readonly maxAge: number;
  readonly types: ReadonlySet<string>;
  readonly subgraphs: ReadonlySet<string>;
}

/** For what is not shown again. */
export const never: CachePolicy = { maxAge: 0, types: new Set(), subgraphs: new Set() };

/**
 * Merges the hints of everything that an operation asks, as Apollo Server does: the shortest counts. A field without a
 * hint has its type's; a type without one that has a key has 0, any other (a page, a price) that of what it stands in.
 */
export function cachePolicy(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  hints: CacheHints,
): CachePolicy {
  if (operation.operation !== 'query') return never;
  const merging = new Merging(schema, hints, fragmentsOf(document));
  merging.selection(operation.selectionSet, schema.getQueryType()!, null);
  const { maxAge, types, subgraphs } = merging;
  return maxAge === 0 || maxAge === Infinity ? never : { maxAge, types, subgraphs };
}

class Merging {
  maxAge = Infinity;
  readonly types = new Set<string>();
  readonly subgraphs = new Set<string>();
  private readonly seen = new Set<string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly hints: CacheHints,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  /** `inherited`: the maxAge of what the selection stands in; null at the root, which has none. */
  selection({ selections }: SelectionSetNode, parent: GraphQLCompositeType, inherited: number | null): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        for (const type of this.objectsOf(parent))
          this.field(type, selection.name.value, selection.selectionSet, inherited);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const key = isSpread ? `${selection.name.value}|${parent.name}|${inherited}` : null;
      if (key !== null && this.seen.has(key)) continue;
      if (key !== null) this.seen.add(key);
      const node = isSpread ? this.fragments.get(selection.name.value) : selection;
      const condition = node?.typeCondition && typeFromAST(this.schema, node.typeCondition);
      if (node)
        this.selection(node.selectionSet, condition && isCompositeType(condition) ? condition : parent, inherited);
    }
  }

  private field(
    parent: GraphQLObjectType,
    name: string,
    selectionSet: SelectionSetNode | undefined,
    inherited: number | null,
  ): void {
    const field = parent.getFields()[name];
    // `__typename` changes with nothing; `__schema` is not for others to see again.
    if (!field) return name === '__typename' ? undefined : this.merge(0);
    const coordinate = `${parent.name}.${name}`;
    for (const subgraph of this.hints.subgraphsOf(coordinate)) this.subgraphs.add(subgraph);
    const type = getNamedType(field.type);
    const said = this.hints.maxAges.get(coordinate);
    // What a page tells of itself is as old as what is on it.
    if (isLeafType(type)) return this.merge(said ?? (parent === this.schema.getQueryType() ? 0 : undefined));
    // Asked in any case: what its types change makes it out of date, whoever says how long it is shown.
    const ofType = this.typeAge(type as GraphQLCompositeType, inherited);
    const maxAge = said ?? ofType;
    this.merge(maxAge ?? undefined);
    if (selectionSet) this.selection(selectionSet, type as GraphQLCompositeType, maxAge);
  }

  /** Null: it says nothing, and stands in nothing that does. */
  private typeAge(type: GraphQLCompositeType, inherited: number | null): number | null {
    const ages = this.objectsOf(type).map(({ name }) => {
      this.types.add(name);
      return this.hints.maxAges.get(name) ?? (this.hints.entities.has(name) ? 0 : inherited);
    });
    const said = ages.filter((age) => age !== null);
    return said.length > 0 ? Math.min(...said) : null;
  }

  private objectsOf(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
  }

  private merge(maxAge: number | undefined): void {
    if (maxAge !== undefined) this.maxAge = Math.min(this.maxAge, maxAge);
  }
}
