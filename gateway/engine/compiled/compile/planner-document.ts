import {
  getNamedType,
  isCompositeType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isCondition } from './conditions';
import type { Source } from './source';
import { alwaysHolds, commonTypes, dependsOnType, fieldDefinition } from './types';

/** A selection set, and the type that it is written for. */
interface Part {
  readonly set: SelectionSetNode;
  readonly written: GraphQLCompositeType;
}

interface Field {
  readonly node: FieldNode;
  readonly key: string;
  readonly returns: GraphQLNamedType;
  readonly inner: Part[];
}

interface Fragment {
  readonly type: GraphQLObjectType;
  readonly parts: Part[];
}

interface Collected {
  readonly fields: Map<string, Field>;
  readonly fragments: Map<string, Fragment>;
  readonly introspection: FieldNode[];
}

/**
 * The operation as the planner gets it: fragments spread, internal keys instead of aliases, conditions settled, and
 * without what the viewer does not get. Null where nothing is to be fetched.
 */
export function plannerDocument(source: Source, root: GraphQLCompositeType): DocumentNode | null {
  const writer = new PlannerDocument(source);
  const selections = writer.root(root);
  if (selections.length === 0) return null;
  const { operation, variableDefinitions = [] } = source.operation;
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation,
        variableDefinitions,
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
    ],
  };
}

/** What is asked of `__schema` and `__type`, as an operation of its own; null where nothing is. */
export function introspectionDocument(source: Source, root: GraphQLCompositeType): DocumentNode | null {
  const selections = new PlannerDocument(source).introspection(root);
  if (selections.length === 0) return null;
  const { variableDefinitions = [] } = source.operation;
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions,
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
      ...source.fragments.values(),
    ],
  };
}

class PlannerDocument {
  constructor(private readonly source: Source) {}

  root(type: GraphQLCompositeType): SelectionNode[] {
    const { fields, fragments } = this.collectRoot(type);
    return this.written(fields, fragments);
  }

  introspection(type: GraphQLCompositeType): SelectionNode[] {
    return this.collectRoot(type).introspection.map((node) => ({ ...node, directives: [] }));
  }

  private collectRoot(type: GraphQLCompositeType): Collected {
    return this.collect(type, [{ set: this.source.operation.selectionSet, written: type }], true);
  }

  private selections(type: GraphQLCompositeType, parts: readonly Part[]): SelectionNode[] {
    const { fields, fragments } = this.collect(type, parts, false);
    const written = this.written(fields, fragments);
    // The planner leaves it out where a subgraph knows the interface only as an object.
    const sets = parts.map(({ set }) => set);
    const isTypeNeeded = written.length === 0 || dependsOnType(this.source, type, sets);
    return isTypeNeeded ? [typenameNode, ...written] : written;
  }

  private written(fields: Collected['fields'], fragments: Collected['fragments']): SelectionNode[] {
    return [
      ...[...fields.values()].map((field) => this.field(field)),
      ...[...fragments.values()].flatMap((fragment) => this.fragment(fragment)),
    ];
  }

  /** The fields and narrowing fragments of one level, each once. */
  private collect(type: GraphQLCompositeType, parts: readonly Part[], isRoot: boolean): Collected {
    const found: Collected = { fields: new Map(), fragments: new Map(), introspection: [] };
    const seen = new Set<string>();
    const walk = ({ set, written }: Part): void => {
      for (const selection of set.selections) {
        if (!this.source.isIncluded(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          if (isRoot && selection.name.value.startsWith('__')) this.addMeta(found, selection);
          else this.addField(found, selection, type, written);
          continue;
        }
        const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
        if (isSpread && seen.has(selection.name.value)) continue;
        if (isSpread) seen.add(selection.name.value);
        const inner = isSpread ? this.source.fragment(selection.name.value) : selection;
        const condition = inner.typeCondition?.name.value ?? written.name;
        const target = this.source.schema.getType(condition) as GraphQLCompositeType;
        const part = { set: inner.selectionSet, written: target };
        if (alwaysHolds(this.source.schema, condition, type)) walk(part);
        else this.addFragments(found, type, part);
      }
    };
    for (const part of parts) walk(part);
    return found;
  }

  private addMeta({ introspection }: Collected, node: FieldNode): void {
    if (node.name.value !== '__typename') introspection.push(node);
  }

  private addField(
    { fields }: Collected,
    node: FieldNode,
    type: GraphQLCompositeType,
    written: GraphQLCompositeType,
  ): void {
    this.source.count();
    const name = node.name.value;
    const returns = getNamedType(fieldDefinition(type, name).type);
    if (this.source.denialOf(written.name, name, returns.name) !== null) return;
    const key = this.source.keyOf(type, node);
    const known = fields.get(key) ?? { node, key, returns, inner: [] };
    if (node.selectionSet) known.inner.push({ set: node.selectionSet, written: returns as GraphQLCompositeType });
    fields.set(key, known);
  }

  /**
   * A fragment that holds for some of the types, as one on each of them: the planner gets abstract conditions within
   * abstract types wrong where subgraphs know different types of them.
   */
  private addFragments({ fragments }: Collected, type: GraphQLCompositeType, part: Part): void {
    for (const object of commonTypes(this.source.schema, type, part.written)) {
      this.source.count();
      const known = fragments.get(object.name) ?? { type: object, parts: [] };
      known.parts.push(part);
      fragments.set(object.name, known);
    }
  }

  private field({ node, key, returns, inner }: Field): FieldNode {
    const name = node.name.value;
    if (name === '__typename') return typenameNode;
    return {
      kind: Kind.FIELD,
      name: node.name,
      ...(key === name ? {} : { alias: { kind: Kind.NAME, value: key } }),
      arguments: node.arguments ?? [],
      directives: node.directives?.filter((directive) => !isCondition(directive)) ?? [],
      ...(isCompositeType(returns)
        ? { selectionSet: { kind: Kind.SELECTION_SET, selections: this.selections(returns, inner) } }
        : {}),
    };
  }

  private fragment({ type, parts }: Fragment): SelectionNode[] {
    const { fields, fragments } = this.collect(type, parts, false);
    const selections = this.written(fields, fragments);
    if (selections.length === 0) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
        directives: [],
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
    ];
  }
}

const typenameNode: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
