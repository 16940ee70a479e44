import {
  Kind,
  parse,
  valueFromASTUntyped,
  type DirectiveNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { joinGraphs } from '../compose/join-graphs';

/** What a supergraph says of how long things may be shown again, and who says what changed. */
export interface CacheHints {
  /** Seconds, by `Type` and `Type.field`. */
  readonly maxAges: ReadonlyMap<string, number>;
  /** Types that have a key: without a maxAge of their own they are never shown again. */
  readonly entities: ReadonlySet<string>;
  /** The subgraphs that may answer a `Type.field`. */
  subgraphsOf(coordinate: string): readonly string[];
}

/** Reads `@cacheControl`, and where fields come from, off a supergraph. */
export function cacheHints(supergraphSdl: string): CacheHints {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const names = new Map(joinGraphs(supergraph).map(({ key, name }) => [key, name]));
  const maxAges = new Map<string, number>();
  const entities = new Set<string>();
  const owners = new Map<string, readonly string[]>();
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const { value } = type.name;
    const joins = named(type, 'join__type');
    if (joins.some((join) => argumentOf(join, 'key') !== undefined)) entities.add(value);
    note(maxAges, value, type);
    const everywhere = joins.flatMap((join) => graphOf(join, names));
    for (const field of type.fields ?? []) {
      const coordinate = `${value}.${field.name.value}`;
      note(maxAges, coordinate, field);
      const own = named(field, 'join__field').flatMap((join) => graphOf(join, names));
      owners.set(coordinate, own.length > 0 ? own : everywhere);
    }
  }
  return { maxAges, entities, subgraphsOf: (coordinate) => owners.get(coordinate) ?? [] };
}

type Annotated = Pick<ObjectTypeDefinitionNode | FieldDefinitionNode, 'directives'>;

function named({ directives = [] }: Annotated, name: string): readonly DirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}

/** Where several subgraphs say something, the shortest counts. */
function note(maxAges: Map<string, number>, coordinate: string, node: Annotated): void {
  const said = named(node, 'cacheControl').map((directive) => Number(argumentOf(directive, 'maxAge')));
  if (said.length > 0) maxAges.set(coordinate, Math.min(...said));
}

function argumentOf(directive: DirectiveNode, name: string): unknown {
  const argument = directive.arguments?.find((candidate) => candidate.name.value === name);
  return argument && valueFromASTUntyped(argument.value);
}

function graphOf(join: DirectiveNode, names: ReadonlyMap<string, string>): string[] {
  const name = names.get(String(argumentOf(join, 'graph')));
  return name === undefined ? [] : [name];
}
