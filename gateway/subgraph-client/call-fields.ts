import {
  getNamedType,
  getOperationAST,
  Kind,
  parse,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';

const mostTexts = 500;

/** What stands under one key of an answer, whatever type its object has. */
interface Place {
  readonly coordinates: Set<string>;
  readonly below: Map<string, Place>;
}

/** The fields of the graph that one subgraph call asks for, and where in the answer they are. */
export class CallFields {
  readonly coordinates = new Set<string>();
  private readonly root: Place = { coordinates: new Set(), below: new Map() };

  constructor(
    private readonly schema: GraphQLSchema,
    text: string,
  ) {
    const operation = getOperationAST(parse(text, { noLocation: true }));
    if (operation) this.walk(schema.getRootType(operation.operation), operation.selectionSet, this.root);
  }

  /** Whom an error concerns: the fields at its path; all, where it has none that leads anywhere. */
  at(path: unknown): ReadonlySet<string> {
    let place: Place | undefined = this.root;
    // Subgraphs are not to be trusted with the shape of their errors.
    for (const key of Array.isArray(path) ? (path as unknown[]) : [])
      if (typeof key === 'string') place = place?.below.get(key);
    return place && place.coordinates.size > 0 ? place.coordinates : this.coordinates;
  }

  /** What the gateway's schema does not know, such as `_entities` itself, is walked through and not counted. */
  private walk(type: GraphQLNamedType | undefined | null, { selections }: SelectionSetNode, into: Place): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        this.walk(condition === undefined ? type : this.schema.getType(condition), selection.selectionSet, into);
      }
      if (selection.kind !== Kind.FIELD) continue;
      const field = type && 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
      const place = placeIn(into, selection.alias?.value ?? selection.name.value);
      if (type && field) {
        const coordinate = `${type.name}.${field.name}`;
        place.coordinates.add(coordinate);
        this.coordinates.add(coordinate);
      }
      if (selection.selectionSet) this.walk(field && getNamedType(field.type), selection.selectionSet, place);
    }
  }
}

function placeIn({ below }: Place, key: string): Place {
  const known = below.get(key) ?? { coordinates: new Set(), below: new Map() };
  below.set(key, known);
  return known;
}

/** The fields of the calls used last, each text read once for a schema. */
export class CallTexts {
  private readonly known = new WeakMap<GraphQLSchema, LRUCache<string, CallFields>>();

  of(schema: GraphQLSchema, text: string): CallFields {
    let texts = this.known.get(schema);
    if (!texts) this.known.set(schema, (texts = new LRUCache({ max: mostTexts })));
    let fields = texts.get(text);
    if (!fields) texts.set(text, (fields = new CallFields(schema, text)));
    return fields;
  }
}
