import {
  getNamedType,
  isCompositeType,
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { always, isCondition, narrowed, type Clause } from './conditions';
import type { Source } from './source';
import { alwaysHolds, dependsOnType, fieldDefinition } from './types';

interface Field {
  readonly node: FieldNode;
  readonly returns: GraphQLNamedType;
  readonly clause: Clause;
  readonly inner: SelectionSetNode[];
}

interface Fragment {
  readonly type: GraphQLCompositeType;
  readonly clause: Clause;
  readonly sets: SelectionSetNode[];
}

/**
 * The operation as the planner gets it: fragments spread, internal keys instead of aliases, root conditions settled
 * (the planner cannot plan all of them), and without what the viewer does not get. Null where nothing is to be fetched.
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
    const found = this.collect(type, [this.source.operation.selectionSet], true);
    return [...found.fields.values()].flatMap((field) => this.field(field));
  }

  introspection(type: GraphQLCompositeType): SelectionNode[] {
    const found = this.collect(type, [this.source.operation.selectionSet], true);
    return found.introspection.map((node) => ({ ...node, directives: [] }));
  }

  private selections(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): SelectionNode[] {
    const { fields, fragments } = this.collect(type, sets, false);
    const written = [
      ...[...fields.values()].flatMap((field) => this.field(field)),
      ...[...fragments.values()].flatMap((fragment) => this.fragment(fragment)),
    ];
    // The planner leaves it out where a subgraph knows the interface only as an object.
    const isTypeNeeded = written.length === 0 || dependsOnType(this.source, type, sets);
    return isTypeNeeded ? [typenameNode, ...written] : written;
  }

  /** The fields and narrowing fragments of one level, each once. */
  private collect(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], isRoot: boolean) {
    const fields = new Map<string, Field>();
    const fragments = new Map<string, Fragment>();
    const introspection: FieldNode[] = [];
    const seen = new Set<string>();
    const values = isRoot ? this.source.rootConditions : undefined;
    const addField = (node: FieldNode, written: GraphQLCompositeType, clause: Clause): void => {
      this.source.count();
      const name = node.name.value;
      if (isRoot && name.startsWith('__')) {
        if (name !== '__typename') introspection.push(node);
        return;
      }
      const returns = getNamedType(fieldDefinition(type, name).type);
      if (this.source.denialOf(written.name, name, returns.name) !== null) return;
      const key = `${this.source.keys.of(node)}|${clause.join('&')}`;
      const known = fields.get(key) ?? { node, returns, clause, inner: [] };
      if (node.selectionSet) known.inner.push(node.selectionSet);
      fields.set(key, known);
    };
    const walk = ({ selections }: SelectionSetNode, written: GraphQLCompositeType, clause: Clause): void => {
      for (const selection of selections) {
        const narrow = narrowed(clause, selection.directives, values);
        if (narrow === null) continue;
        if (selection.kind === Kind.FIELD) {
          addField(selection, written, narrow);
          continue;
        }
        const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
        const mark = isSpread ? `${selection.name.value}|${narrow.join('&')}` : '';
        if (isSpread && seen.has(mark)) continue;
        seen.add(mark);
        const inner = isSpread ? this.source.fragment(selection.name.value) : selection;
        const condition = inner.typeCondition?.name.value ?? written.name;
        const target = this.source.schema.getType(condition) as GraphQLCompositeType;
        if (alwaysHolds(this.source.schema, condition, type)) walk(inner.selectionSet, target, narrow);
        else {
          const key = `${condition}|${narrow.join('&')}`;
          const known = fragments.get(key) ?? { type: target, clause: narrow, sets: [] };
          known.sets.push(inner.selectionSet);
          fragments.set(key, known);
        }
      }
    };
    for (const set of sets) walk(set, type, always);
    return { fields, fragments, introspection };
  }

  private field({ node, returns, clause, inner }: Field): SelectionNode[] {
    const name = node.name.value;
    if (name === '__typename') return guardedBy(clause, typenameNode);
    const key = this.source.keys.of(node);
    const own = node.directives?.filter((directive) => !isCondition(directive)) ?? [];
    const written: FieldNode = {
      kind: Kind.FIELD,
      name: node.name,
      ...(key === name ? {} : { alias: { kind: Kind.NAME, value: key } }),
      arguments: node.arguments ?? [],
      directives: own,
      ...(isCompositeType(returns)
        ? { selectionSet: { kind: Kind.SELECTION_SET, selections: this.selections(returns, inner) } }
        : {}),
    };
    return guardedBy(clause, written);
  }

  private fragment({ type, clause, sets }: Fragment): SelectionNode[] {
    const { fields, fragments } = this.collect(type, sets, false);
    const selections = [
      ...[...fields.values()].flatMap((field) => this.field(field)),
      ...[...fragments.values()].flatMap((fragment) => this.fragment(fragment)),
    ];
    if (selections.length === 0) return [];
    return guardedBy(clause, {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
      directives: [],
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    });
  }
}

const typenameNode: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The selection under its conditions: @include and @skip stand once each on it, further ones around it. */
function guardedBy(clause: Clause, selection: SelectionNode): SelectionNode[] {
  const [include, ...includes] = clause.filter((literal) => !literal.startsWith('!'));
  const [skip, ...skips] = clause.filter((literal) => literal.startsWith('!'));
  const own = [include, skip].filter((literal) => literal !== undefined).map(directiveOf);
  const inner: SelectionNode = { ...selection, directives: [...(selection.directives ?? []), ...own] };
  const around = [...includes, ...skips];
  return [
    around.reduce<SelectionNode>(
      (wrapped, literal) => ({
        kind: Kind.INLINE_FRAGMENT,
        directives: [directiveOf(literal)],
        selectionSet: { kind: Kind.SELECTION_SET, selections: [wrapped] },
      }),
      inner,
    ),
  ];
}

function directiveOf(literal: string): DirectiveNode {
  const isSkip = literal.startsWith('!');
  const variable = {
    kind: Kind.VARIABLE,
    name: { kind: Kind.NAME, value: isSkip ? literal.slice(1) : literal },
  } as const;
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: isSkip ? 'skip' : 'include' },
    arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'if' }, value: variable }],
  };
}
