import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, visit, type DocumentNode, type FieldNode, type SelectionNode } from 'graphql';
import type { StandIns } from '../supergraph/required-arguments';

interface Group {
  readonly standIns: Set<string>;
  readonly fields: Set<FieldNode>;
}

/**
 * A representation has one value per field name. Where fields of one fetch require the same field with different
 * arguments, they are fetched apart, each with the value that it asked for.
 */
export function splitByArguments(node: FetchNode, standIns: StandIns): FetchNode[] {
  const used = namesIn(node.requires ?? []).filter((name) => standIns.byName.has(name));
  const fields = new Set(used.map((name) => standIns.byName.get(name)?.field));
  if (fields.size === used.length) return [node];
  const document = parse(node.operation, { noLocation: true });
  return groupsOf(document, node.serviceName, standIns).map((group) => ({
    ...node,
    operation: print(withUsedVariables(onlyEntityFields(document, (_type, field) => group.fields.has(field)))),
    requires: withoutOthers(node.requires ?? [], standIns, group.standIns),
  }));
}

function namesIn(selections: readonly QueryPlanSelectionNode[]): string[] {
  const names = selections.flatMap((selection) => [
    ...(selection.kind === 'Field' ? [selection.name] : []),
    ...namesIn(selection.selections ?? []),
  ]);
  return [...new Set(names)];
}

/** Each field joins the first group that requires nothing else of the same field. */
function groupsOf(document: DocumentNode, service: string, standIns: StandIns): Group[] {
  const groups: Group[] = [];
  onlyEntityFields(document, (type, field) => {
    const required = standIns.requiredBy.get(`${service}|${type}.${field.name.value}`) ?? [];
    const group = groups.find((candidate) => agrees(candidate, required, standIns)) ?? {
      standIns: new Set<string>(),
      fields: new Set<FieldNode>(),
    };
    if (!groups.includes(group)) groups.push(group);
    group.fields.add(field);
    for (const name of required) group.standIns.add(name);
    return true;
  });
  return groups;
}

function agrees(group: Group, names: readonly string[], { byName }: StandIns): boolean {
  return names.every((name) =>
    [...group.standIns].every((other) => other === name || byName.get(other)?.field !== byName.get(name)?.field),
  );
}

function withoutOthers(
  selections: readonly QueryPlanSelectionNode[],
  standIns: StandIns,
  kept: ReadonlySet<string>,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'Field' && standIns.byName.has(selection.name) && !kept.has(selection.name)) return [];
    if (!selection.selections) return [selection];
    const inner = withoutOthers(selection.selections, standIns, kept);
    return inner.length === 0 ? [] : [{ ...selection, selections: inner }];
  });
}

/** The document with only those fields right below `_entities` that are to stay. */
function onlyEntityFields(document: DocumentNode, stays: (type: string, field: FieldNode) => boolean): DocumentNode {
  const below = (selections: readonly SelectionNode[], type: string): SelectionNode[] =>
    selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD)
        return selection.name.value === '__typename' || stays(type, selection) ? [selection] : [];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      const inner = below(selection.selectionSet.selections, selection.typeCondition?.name.value ?? type);
      const selectionSet = { ...selection.selectionSet, selections: inner };
      return inner.length === 0 ? [] : [{ ...selection, selectionSet }];
    });
  return visit(document, {
    Field(node) {
      if (node.name.value !== '_entities' || !node.selectionSet) return undefined;
      const selections = below(node.selectionSet.selections, '');
      // What lies below is done: visiting it would ask about fields that are no entity's.
      return { ...node, selectionSet: { ...node.selectionSet, selections } };
    },
  });
}

/** A variable that is defined and not used makes a document invalid. */
function withUsedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
