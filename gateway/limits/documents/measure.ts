import {
  Kind,
  type ArgumentNode,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { DocumentLimits } from './document-limits';
import { checkIntrospection, isIntrospection, isIntrospectionList } from './introspection';
import { invalid, tooLarge } from './refusals';

/** How large a selection set is, once its fragments are spread. */
export interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly selections: number;
  /** Fields right at this level. */
  readonly width: number;
  /** Fields right at this level that are answered by introspection. */
  readonly introspections: number;
  /** Lists of introspection in one another. */
  readonly introspectionLists: number;
}

const nothing: Size = {
  depth: 0,
  aliases: 0,
  selections: 0,
  width: 0,
  introspections: 0,
  introspectionLists: 0,
};

/** Inline fragments are no depth to the engine, but recursion to whoever reads them. */
const levelsPerDepth = 4;

/** Measures each fragment once, so that fragments spread in fragments cannot make the measuring itself explode. */
export class Measure {
  /** Null: being measured. */
  private readonly known = new Map<string, Size | null>();

  constructor(
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly limits: DocumentLimits,
  ) {}

  hasMeasured(fragment: string): boolean {
    return this.known.has(fragment);
  }

  of({ selections }: SelectionSetNode, level: number): Size {
    if (level > this.limits.depth * levelsPerDepth) throw tooLarge('depth', this.limits.depth);
    let size = nothing;
    for (const selection of selections) size = sum(size, this.selection(selection, level));
    return size;
  }

  directives(nodes: readonly DirectiveNode[] = []): void {
    if (nodes.length > this.limits.directives) throw tooLarge('directives', this.limits.directives, nodes.length);
    for (const { arguments: given } of nodes) this.arguments(given);
  }

  value(node: ValueNode, level: number): void {
    const { depth, listItems } = this.limits;
    if (level > depth) throw tooLarge('depth', depth);
    if (node.kind === Kind.LIST) {
      if (node.values.length > listItems) throw tooLarge('listItems', listItems, node.values.length);
      for (const value of node.values) this.value(value, level + 1);
    }
    if (node.kind === Kind.OBJECT) for (const { value } of node.fields) this.value(value, level + 1);
  }

  private selection(node: SelectionNode, level: number): Size {
    this.directives(node.directives);
    if (node.kind === Kind.FIELD) return this.field(node, level);
    return node.kind === Kind.INLINE_FRAGMENT ? this.of(node.selectionSet, level + 1) : this.fragment(node.name.value);
  }

  private field({ name, alias, arguments: given, selectionSet }: FieldNode, level: number): Size {
    this.arguments(given);
    const below = selectionSet ? this.of(selectionSet, level + 1) : nothing;
    const isMeta = isIntrospection(name.value);
    if (isMeta) checkIntrospection(below);
    return {
      depth: below.depth + 1,
      aliases: below.aliases + (alias ? 1 : 0),
      selections: below.selections + 1,
      width: 1,
      introspections: isMeta ? 1 : 0,
      introspectionLists: below.introspectionLists + (isIntrospectionList(name.value) ? 1 : 0),
    };
  }

  private fragment(name: string): Size {
    const known = this.known.get(name);
    if (known) return known;
    if (known === null) throw invalid(`Cannot spread fragment "${name}" within itself.`);
    const definition = this.fragments.get(name);
    if (!definition) throw invalid(`Unknown fragment "${name}".`);
    this.known.set(name, null);
    this.directives(definition.directives);
    const size = this.of(definition.selectionSet, 1);
    this.known.set(name, size);
    return size;
  }

  private arguments(nodes: readonly ArgumentNode[] = []): void {
    for (const { value } of nodes) this.value(value, 1);
  }
}

function sum(left: Size, right: Size): Size {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    selections: left.selections + right.selections,
    width: left.width + right.width,
    introspections: left.introspections + right.introspections,
    introspectionLists: Math.max(left.introspectionLists, right.introspectionLists),
  };
}
