import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

export interface Limits {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
}

interface Size {
  readonly depth: number;
  readonly aliases: number;
  /** Fields right at this level. */
  readonly width: number;
}

const nothing: Size = { depth: 0, aliases: 0, width: 0 };

/** Refuses operations that are too deep, have too many aliases or root fields. Fragments count wherever they are spread. */
export function limitRule(limits: Limits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document(document) {
      const fragments = new Map(
        document.definitions.flatMap((node) =>
          node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
        ),
      );
      const measure = new Measure(fragments);
      for (const node of document.definitions) {
        if (node.kind !== Kind.OPERATION_DEFINITION) continue;
        const size = measure.of(node.selectionSet);
        const refuse = (what: keyof Limits, given: number): void => {
          if (given > limits[what]) context.reportError(tooLarge(what, limits[what], given));
        };
        refuse('depth', size.depth);
        refuse('aliases', size.aliases);
        refuse('rootFields', size.width);
      }
    },
  });
}

/** Measures each fragment once, so that fragments spread in fragments cannot make the measuring itself explode. */
class Measure {
  private readonly known = new Map<string, Size>();

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  of({ selections }: SelectionSetNode): Size {
    return selections
      .map((selection): Size => {
        if (selection.kind === Kind.FRAGMENT_SPREAD) return this.fragment(selection.name.value);
        if (selection.kind === Kind.INLINE_FRAGMENT) return this.of(selection.selectionSet);
        const below = selection.selectionSet ? this.of(selection.selectionSet) : nothing;
        return { depth: below.depth + 1, aliases: below.aliases + (selection.alias ? 1 : 0), width: 1 };
      })
      .reduce(add, nothing);
  }

  private fragment(name: string): Size {
    const known = this.known.get(name);
    if (known) return known;
    // A fragment that spreads itself is another rule's error; here it only must not recurse for ever.
    this.known.set(name, nothing);
    const definition = this.fragments.get(name);
    const size = definition ? this.of(definition.selectionSet) : nothing;
    this.known.set(name, size);
    return size;
  }
}

function add(left: Size, right: Size): Size {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    width: left.width + right.width,
  };
}

function tooLarge(what: keyof Limits, limit: number, given: number): GraphQLError {
  return new GraphQLError(`The operation exceeds the limit of ${limit} for ${what}.`, {
    extensions: { code: 'OPERATION_TOO_LARGE', limit: what, allowed: limit, given },
  });
}
