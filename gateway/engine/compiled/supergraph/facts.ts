import {
  Kind,
  parse,
  valueFromASTUntyped,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { securityDirectives, type SecurityDirective } from '../../../compose/security-specs';

/** What a viewer must be to get a field. Scopes and policies: any of the groups, all of a group. */
export interface Guard {
  readonly authenticated: boolean;
  readonly scopes: readonly (readonly (readonly string[])[])[];
  readonly policies: readonly (readonly (readonly string[])[])[];
}

/** What the engine reads from a supergraph once, beside what the planner does. Plain data: it travels between threads. */
export interface SupergraphFacts {
  /** The object types (and, for @interfaceObject, the interface itself) that satisfy a type condition. */
  readonly possibleTypes: Readonly<Record<string, readonly string[]>>;
  /** By type, and by `Type.field`. */
  readonly guards: Readonly<Record<string, Guard>>;
  /** Labels of progressive @override. */
  readonly overrideLabels: readonly string[];
}

export function factsOf(supergraphSdl: string): SupergraphFacts {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  return {
    possibleTypes: possibleTypes(supergraph),
    guards: guards(supergraph),
    overrideLabels: overrideLabels(supergraph),
  };
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

function isComposite(node: DefinitionNode): node is Composite {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function possibleTypes({ definitions }: DocumentNode): Record<string, string[]> {
  const types: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const add = (abstract: string, type: string): void => void (types[abstract] ??= []).push(type);
  for (const node of definitions) {
    if (isComposite(node)) {
      add(node.name.value, node.name.value);
      for (const implemented of node.interfaces ?? []) add(implemented.name.value, node.name.value);
    }
    if (node.kind === Kind.UNION_TYPE_DEFINITION)
      for (const member of node.types ?? []) add(node.name.value, member.name.value);
  }
  return types;
}

function guards(supergraph: DocumentNode): Record<string, Guard> {
  const named = securityDirectives(supergraph);
  const found: Record<string, Guard> = Object.create(null) as Record<string, Guard>;
  const read = (coordinate: string, directives: readonly DirectiveNode[] = []): void => {
    const guard = guardOf(directives, named);
    if (guard) found[coordinate] = guard;
  };
  for (const node of supergraph.definitions) {
    const canGuard =
      isComposite(node) || node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.SCALAR_TYPE_DEFINITION;
    if (canGuard) read(node.name.value, node.directives);
    if (!isComposite(node)) continue;
    for (const field of node.fields ?? []) read(`${node.name.value}.${field.name.value}`, field.directives);
  }
  return found;
}

function guardOf(
  directives: readonly DirectiveNode[],
  named: ReadonlyMap<string, SecurityDirective>,
): Guard | undefined {
  const applied = directives.flatMap((directive) => {
    const kind = named.get(directive.name.value);
    return kind ? [{ kind, groups: groupsOf(directive) }] : [];
  });
  if (applied.length === 0) return undefined;
  const of = (wanted: SecurityDirective): Guard['scopes'] =>
    applied.flatMap(({ kind, groups }) => (kind === wanted ? [groups] : []));
  return {
    authenticated: applied.some(({ kind }) => kind === 'authenticated'),
    scopes: of('requiresScopes'),
    policies: of('policy'),
  };
}

function groupsOf({ arguments: given = [] }: DirectiveNode): string[][] {
  const [argument] = given;
  return argument ? (valueFromASTUntyped(argument.value) as string[][]) : [];
}

function overrideLabels(supergraph: DocumentNode): string[] {
  const labels = new Set<string>();
  for (const node of supergraph.definitions) {
    if (!isComposite(node)) continue;
    for (const directive of (node.fields ?? []).flatMap((field) => field.directives ?? [])) {
      const label = directive.arguments?.find((argument) => argument.name.value === 'overrideLabel');
      if (label?.value.kind === Kind.STRING) labels.add(label.value.value);
    }
  }
  return [...labels].sort();
}
