import {
  Kind,
  parse,
  valueFromASTUntyped,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type TypeNode,
} from 'graphql';
import { linksOf, nameOf, specName } from '../../compose/links';

/** What @listSize says of a field. */
export interface ListSize {
  readonly assumedSize: number | null;
  /** Arguments that say how many are wanted; `input.first` for a field of an input object. */
  readonly slicingArguments: readonly string[];
  /** Fields of the returned type whose size it is, such as `edges` of a connection. Empty: the list is the field itself. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** What a supergraph says of costs, by coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Input.field`. */
export interface CostDirectives {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
  /** The name of the type that each `Type.field` returns. */
  readonly fieldTypes: ReadonlyMap<string, string>;
  /** Object types by the interface or union that they belong to. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Types with fields, and unions. */
  readonly composites: ReadonlySet<string>;
}

/** Reads @cost and @listSize (IBM's cost directives, as in Apollo Federation) under the names that @link gives them. */
export function costDirectives(supergraphSdl: string): CostDirectives {
  return new Reader(parse(supergraphSdl, { noLocation: true })).read();
}

class Reader implements CostDirectives {
  readonly weights = new Map<string, number>();
  readonly listSizes = new Map<string, ListSize>();
  readonly fieldTypes = new Map<string, string>();
  readonly members = new Map<string, string[]>();
  readonly composites = new Set<string>();
  private readonly cost: string | undefined;
  private readonly listSize: string | undefined;

  constructor(private readonly supergraph: DocumentNode) {
    const link = linksOf(supergraph).find((candidate) => specName(candidate) === 'cost');
    this.cost = link && nameOf(link, 'cost');
    this.listSize = link && nameOf(link, 'listSize');
  }

  read(): CostDirectives {
    for (const node of this.supergraph.definitions) {
      switch (node.kind) {
        case Kind.OBJECT_TYPE_DEFINITION:
        case Kind.INTERFACE_TYPE_DEFINITION:
          this.weigh(node.name.value, node.directives);
          this.composites.add(node.name.value);
          if (node.kind === Kind.OBJECT_TYPE_DEFINITION)
            for (const implemented of node.interfaces ?? []) this.join(implemented.name.value, node.name.value);
          for (const field of node.fields ?? []) this.field(node.name.value, field);
          break;
        case Kind.UNION_TYPE_DEFINITION:
          this.composites.add(node.name.value);
          for (const member of node.types ?? []) this.join(node.name.value, member.name.value);
          break;
        case Kind.SCALAR_TYPE_DEFINITION:
        case Kind.ENUM_TYPE_DEFINITION:
          this.weigh(node.name.value, node.directives);
          break;
        case Kind.INPUT_OBJECT_TYPE_DEFINITION:
          for (const field of node.fields ?? []) this.weigh(`${node.name.value}.${field.name.value}`, field.directives);
      }
    }
    return this;
  }

  private field(type: string, { name, directives, type: returned, arguments: given = [] }: FieldDefinitionNode): void {
    const coordinate = `${type}.${name.value}`;
    this.weigh(coordinate, directives);
    this.fieldTypes.set(coordinate, namedType(returned));
    for (const argument of given) this.weigh(`${coordinate}(${argument.name.value}:)`, argument.directives);
    const listSize = directives?.find((directive) => directive.name.value === this.listSize);
    if (listSize) this.listSizes.set(coordinate, listSizeOf(listSize));
  }

  private weigh(coordinate: string, directives: readonly DirectiveNode[] = []): void {
    const cost = directives.find((directive) => directive.name.value === this.cost);
    const weight = cost ? Number(valuesOf(cost)['weight']) : NaN;
    if (!Number.isNaN(weight)) this.weights.set(coordinate, weight);
  }

  private join(abstract: string, member: string): void {
    const members = this.members.get(abstract) ?? [];
    members.push(member);
    this.members.set(abstract, members);
  }
}

function listSizeOf(directive: DirectiveNode): ListSize {
  const given: Partial<ListSize> = valuesOf(directive);
  return {
    assumedSize: given.assumedSize ?? null,
    slicingArguments: given.slicingArguments ?? [],
    sizedFields: given.sizedFields ?? [],
    requireOneSlicingArgument: given.requireOneSlicingArgument ?? true,
  };
}

function valuesOf({ arguments: given = [] }: DirectiveNode): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
