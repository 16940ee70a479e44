import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { fragmentsOf } from '../../../fragments';
import { gatewayErrors } from '../../../gateway.errors';
import type { Denial } from '../../engine';
import { isIncluded, type ConditionValues } from './conditions';
import { InternalKeys } from './internal-keys';

/** Selections that one operation may come to once its fragments are spread. */
const mostSelections = 20_000;

export interface SourceInput {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly conditions: ConditionValues;
  /** Objects that keys and requirements look into. */
  readonly reserved: ReadonlySet<string>;
  /** Types and `Type.field` coordinates that the viewer does not get. */
  readonly denied: Readonly<Record<string, Denial>>;
}

/** One client operation while it is compiled: what its shape and its plan have in common. */
export class Source {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly conditions: ConditionValues;
  private readonly keys: InternalKeys;
  private readonly denied: Readonly<Record<string, Denial>>;
  private selections = 0;

  constructor({ schema, document, operationName, conditions, denied, reserved }: SourceInput) {
    this.schema = schema;
    this.operation = operationOf(document, operationName);
    this.fragments = fragmentsOf(document);
    this.conditions = conditions;
    this.denied = denied;
    this.keys = new InternalKeys(fieldNames(schema), (name) => reserved.has(name));
  }

  isIncluded({ directives }: SelectionNode): boolean {
    return isIncluded(directives, this.conditions);
  }

  /** What a field of a type is called inside the engine. */
  keyOf(type: GraphQLCompositeType, node: FieldNode): string {
    return this.keys.of(node, type === this.schema.getMutationType());
  }

  fragment(name: string): FragmentDefinitionNode {
    const found = this.fragments.get(name);
    if (!found) throw new Error(`The operation spreads ${name}, which it does not define.`);
    return found;
  }

  /** Why the viewer does not get a field of a type that returns another. */
  denialOf(type: string, field: string, returns: string): Denial | null {
    const { denied } = this;
    return denied[type] ?? denied[`${type}.${field}`] ?? denied[returns] ?? null;
  }

  /** @throws OPERATION_TOO_LARGE: fragments in fragments would keep the compiler busy for minutes. */
  count(): void {
    this.selections += 1;
    if (this.selections > mostSelections)
      throw gatewayErrors.OPERATION_TOO_LARGE({ limit: 'selections', allowed: mostSelections });
  }
}

function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode {
  for (const node of document.definitions)
    if (node.kind === Kind.OPERATION_DEFINITION && (name === null || node.name?.value === name)) return node;
  throw new Error(`The document has no operation ${name ?? ''}.`);
}

const namesOfSchema = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

function fieldNames(schema: GraphQLSchema): (name: string) => boolean {
  let names = namesOfSchema.get(schema);
  if (!names) {
    names = new Set(
      Object.values(schema.getTypeMap()).flatMap((type) => ('getFields' in type ? Object.keys(type.getFields()) : [])),
    );
    namesOfSchema.set(schema, names);
  }
  const known = names;
  return (name) => known.has(name);
}
