import {
  Kind,
  parse,
  print,
  type ArgumentNode,
  type DefinitionNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { joinGraphs } from '../../../compose/join-graphs';

/** A field that stands for another one with fixed arguments: `price__r1` for `price(currency: "EUR")`. */
export interface StandIn {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

export interface StandIns {
  /** Names are unique in the supergraph. */
  readonly byName: ReadonlyMap<string, StandIn>;
  /** For `service|Type.field`, the stand-ins that it requires. */
  readonly requiredBy: ReadonlyMap<string, readonly string[]>;
}

export interface PreparedSupergraph {
  readonly sdl: string;
  readonly standIns: StandIns;
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

interface FoundField {
  readonly type: string;
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

/**
 * Gives every field that a @requires asks for with arguments a name of its own, as a stand-in beside the real field.
 * The planner asks for required fields by their plain name, so a client's own selection of the field, or another
 * @requires with other arguments, would take its place in the answer. Fetches and representations get the real names
 * back when a plan is compiled.
 */
export function withStandIns(supergraphSdl: string): PreparedSupergraph {
  if (!/requires:\s*"[^"\n]*\(/.test(supergraphSdl))
    return { sdl: supergraphSdl, standIns: { byName: new Map(), requiredBy: new Map() } };
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const finder = new StandInFinder(supergraph);
  return { sdl: print(finder.prepare()), standIns: finder };
}

class StandInFinder implements StandIns {
  readonly byName = new Map<string, StandIn>();
  readonly requiredBy = new Map<string, string[]>();
  private readonly names = new Map<string, string>();
  private readonly added = new Map<string, Set<string>>();
  private readonly types: ReadonlyMap<string, Composite>;

  /** The name of each subgraph, by its value in the enum `join__Graph`. */
  private readonly services: ReadonlyMap<string, string>;

  constructor(private readonly supergraph: DocumentNode) {
    this.services = new Map(joinGraphs(supergraph).map(({ key, name }) => [key, name]));
    this.types = new Map(supergraph.definitions.filter(isComposite).map((node) => [node.name.value, node]));
  }

  /** The supergraph with stand-ins in every `@join__field(requires:)`, and as fields. */
  prepare(): DocumentNode {
    const renamed = this.supergraph.definitions.map((node) => (isComposite(node) ? this.renameRequired(node) : node));
    const uses = usesOf(renamed);
    const definitions = renamed.map((node) => (isComposite(node) ? this.withStandIns(node, uses) : node));
    return { ...this.supergraph, definitions };
  }

  /** Copies come after all renaming: what stands in for a field requires what the field requires. */
  private withStandIns(node: Composite, uses: ReadonlyMap<string, string>): Composite {
    const names = [...(this.added.get(node.name.value) ?? [])];
    const fields = node.fields ?? [];
    const copies = names.flatMap((name): FieldDefinitionNode[] => {
      const original = fields.find((field) => field.name.value === this.byName.get(name)?.field);
      return original ? [{ ...original, name: { kind: Kind.NAME, value: name }, arguments: [] }] : [];
    });
    const replaced = new Set(names.map((name) => this.byName.get(name)?.field));
    const kept = fields.map((field) =>
      replaced.has(field.name.value) ? this.withoutUnusedExternals(node, field, uses) : field,
    );
    for (const name of names) this.inheritRequirements(node.name.value, name);
    return { ...node, fields: [...kept, ...copies.map((copy) => this.withoutUnusedExternals(node, copy, uses))] };
  }

  private inheritRequirements(type: string, name: string): void {
    for (const service of this.services.values()) {
      const names = this.requiredBy.get(`${service}|${type}.${this.byName.get(name)?.field}`);
      if (names) this.requiredBy.set(`${service}|${type}.${name}`, names);
    }
  }

  /** A subgraph that knew the field only to require it knows its stand-in now; an external that nothing uses is refused. */
  private withoutUnusedExternals(
    type: Composite,
    field: FieldDefinitionNode,
    uses: ReadonlyMap<string, string>,
  ): FieldDefinitionNode {
    const satisfiesInterface = type.interfaces?.some(({ name }) => this.fieldOf(name.value, field.name.value));
    const isUnused = (directive: ConstDirectiveNode): boolean => {
      if (directive.name.value !== 'join__field' || satisfiesInterface) return false;
      if (!directive.arguments?.some(({ name }) => name.value === 'external')) return false;
      return !new RegExp(`\\b${field.name.value}\\b`).test(uses.get(graphOf(directive)) ?? '');
    };
    return { ...field, directives: (field.directives ?? []).filter((directive) => !isUnused(directive)) };
  }

  private renameRequired(node: Composite): Composite {
    const fields = node.fields?.map((field): FieldDefinitionNode => {
      const directives = field.directives?.map((directive): ConstDirectiveNode =>
        directive.name.value === 'join__field'
          ? this.renameIn(directive, node.name.value, field.name.value)
          : directive,
      );
      return { ...field, ...(directives ? { directives } : {}) };
    });
    return { ...node, ...(fields ? { fields } : {}) };
  }

  private renameIn(directive: ConstDirectiveNode, type: string, field: string): ConstDirectiveNode {
    const names: string[] = [];
    const renamed = directive.arguments?.map((argument) => {
      if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING) return argument;
      const selections = this.rename(selectionSetOf(argument.value.value), type, names);
      const value = print(selections).slice(1, -1).replace(/\s+/g, ' ').trim();
      return { ...argument, value: { ...argument.value, value, block: false } };
    });
    const service = this.services.get(graphOf(directive));
    if (names.length > 0) this.requiredBy.set(`${service}|${type}.${field}`, names);
    return { ...directive, ...(renamed ? { arguments: renamed } : {}) };
  }

  private rename(set: SelectionSetNode, type: string, names: string[]): SelectionSetNode {
    return { ...set, selections: set.selections.map((selection) => this.renameSelection(selection, type, names)) };
  }

  private renameSelection(selection: SelectionNode, type: string, names: string[]): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const target = selection.typeCondition?.name.value ?? type;
      return { ...selection, selectionSet: this.rename(selection.selectionSet, target, names) };
    }
    const definition = this.fieldOf(type, selection.name.value);
    const selectionSet =
      selection.selectionSet && definition
        ? this.rename(selection.selectionSet, namedType(definition), names)
        : undefined;
    const renamed: FieldNode = selectionSet ? { ...selection, selectionSet } : selection;
    if (!selection.arguments?.length) return renamed;
    const name = this.standInFor({ type, field: selection.name.value, arguments: selection.arguments });
    names.push(name);
    return { ...renamed, name: { kind: Kind.NAME, value: name }, arguments: [] };
  }

  /** One stand-in per field and arguments; it lives wherever the field itself does, external there where that is. */
  private standInFor({ type, field, arguments: given }: FoundField): string {
    const key = `${field}(${given.map(print).sort().join(',')})`;
    const name = this.names.get(key) ?? `${field}__r${this.names.size + 1}`;
    this.names.set(key, name);
    this.byName.set(name, { field, arguments: given });
    for (const owner of [type, ...this.implementationsOf(type)])
      this.added.set(owner, (this.added.get(owner) ?? new Set()).add(name));
    return name;
  }

  private fieldOf(type: string, field: string): FieldDefinitionNode | undefined {
    return this.types.get(type)?.fields?.find((node) => node.name.value === field);
  }

  private implementationsOf(type: string): string[] {
    return [...this.types.values()].flatMap((node) =>
      node.interfaces?.some((implemented) => implemented.name.value === type) ? [node.name.value] : [],
    );
  }
}

function isComposite(node: DefinitionNode): node is Composite {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function selectionSetOf(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a selection set: ${text}`);
  return operation.selectionSet;
}

function namedType(field: FieldDefinitionNode): string {
  let type = field.type;
  while (type.kind !== Kind.NAMED_TYPE) type = type.type;
  return type.name.value;
}

function graphOf({ arguments: given = [] }: ConstDirectiveNode): string {
  const graph = given.find(({ name }) => name.value === 'graph')?.value;
  return graph?.kind === Kind.ENUM ? graph.value : '';
}

/** For each graph, everything that it requires or provides, as one text. */
function usesOf(definitions: readonly DefinitionNode[]): ReadonlyMap<string, string> {
  const uses = new Map<string, string>();
  const fields = definitions.filter(isComposite).flatMap((node) => node.fields ?? []);
  for (const directive of fields.flatMap((field) => field.directives ?? [])) {
    for (const { name, value } of directive.arguments ?? []) {
      if ((name.value !== 'requires' && name.value !== 'provides') || value.kind !== Kind.STRING) continue;
      const graph = graphOf(directive);
      uses.set(graph, `${uses.get(graph) ?? ''} ${value.value}`);
    }
  }
  return uses;
}
