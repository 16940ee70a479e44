import {
  getNullableType,
  getNamedType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  typeFromAST,
  TypeNameMetaFieldDef,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** JSON Schema 2020-12, as OpenAPI 3.1 uses it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** GraphQL's own scalars, and ours whose values have a form of their own; others are what their description says. */
const scalars: Readonly<Record<string, JsonSchema>> = {
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  String: { type: 'string' },
  ID: { type: 'string' },
  DateTime: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
  EmailAddress: { type: 'string', format: 'email' },
  URL: { type: 'string', format: 'uri' },
  Locale: { type: 'string' },
  CurrencyCode: { type: 'string' },
};

/** Writes types of a graph as JSON Schema; named input types and enums become components. */
export class SchemaWriter {
  readonly components: Record<string, JsonSchema> = {};

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    components: Record<string, JsonSchema> = {},
  ) {
    this.components = components;
  }

  input(type: GraphQLInputType): JsonSchema {
    if (isNonNullType(type)) return this.presentInput(type.ofType);
    return orNull(this.presentInput(type));
  }

  /** What a selection set answers. */
  selection(selectionSet: SelectionSetNode, parent: GraphQLCompositeType): JsonSchema {
    const fields = new Map<string, Collected>();
    this.collect(selectionSet, parent, true, fields);
    const properties = [...fields].map(([key, { type, selectionSets, description }]) => [
      key,
      { ...this.output(type, selectionSets), ...(description ? { description } : {}) },
    ]);
    const required = [...fields].flatMap(([key, { isAlways }]) => (isAlways ? [key] : []));
    return { type: 'object', properties: Object.fromEntries(properties) as unknown, required };
  }

  private presentInput(type: GraphQLInputType): JsonSchema {
    if (isListType(type)) return { type: 'array', items: this.input(type.ofType) };
    if (isInputObjectType(type)) return this.component(type.name, () => this.inputObject(type));
    return this.leaf(type);
  }

  private inputObject(type: GraphQLInputObjectType): JsonSchema {
    const fields = Object.values(type.getFields());
    const properties = fields.map((field) => [
      field.name,
      { ...this.input(field.type), ...(field.description ? { description: field.description } : {}) },
    ]);
    const isRequired = (field: (typeof fields)[number]) =>
      isNonNullType(field.type) && field.defaultValue === undefined;
    return {
      type: 'object',
      ...(type.description ? { description: type.description } : {}),
      properties: Object.fromEntries(properties) as unknown,
      required: fields.filter(isRequired).map(({ name }) => name),
      additionalProperties: false,
    };
  }

  private output(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[]): JsonSchema {
    if (isNonNullType(type)) return this.presentOutput(type.ofType as GraphQLOutputType, selectionSets);
    return orNull(this.presentOutput(type, selectionSets));
  }

  private presentOutput(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[]): JsonSchema {
    if (isListType(type)) return { type: 'array', items: this.output(type.ofType as GraphQLOutputType, selectionSets) };
    const nullable = getNullableType(type);
    if (isObjectType(nullable) || isAbstractType(nullable)) {
      const selections = selectionSets.flatMap((set) => set.selections);
      return this.selection({ kind: Kind.SELECTION_SET, selections }, nullable);
    }
    return this.leaf(nullable);
  }

  private leaf(type: GraphQLEnumType | GraphQLScalarType): JsonSchema {
    if (isEnumType(type))
      return this.component(type.name, () => ({
        type: 'string',
        ...(type.description ? { description: type.description } : {}),
        enum: type.getValues().map(({ name }) => name),
      }));
    return scalars[type.name] ?? (type.description ? { description: type.description } : {});
  }

  private component(name: string, write: () => JsonSchema): JsonSchema {
    // Named before it is written: input types may lead back to themselves.
    if (!(name in this.components)) {
      this.components[name] = {};
      this.components[name] = write();
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  private collect(
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    isAlways: boolean,
    fields: Map<string, Collected>,
  ): void {
    for (const selection of selections) {
      const isCertain = isAlways && (selection.directives ?? []).length === 0;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const field = fieldOf(parent, selection.name.value);
        if (!field) throw new GraphQLError(`There is no field ${parent.name}.${selection.name.value}.`);
        const known = fields.get(key);
        const selectionSets = [
          ...(known?.selectionSets ?? []),
          ...(selection.selectionSet ? [selection.selectionSet] : []),
        ];
        const description = field.description ?? null;
        fields.set(key, {
          type: field.type,
          selectionSets,
          description,
          isAlways: isCertain || (known?.isAlways ?? false),
        });
        continue;
      }
      const node = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
      if (!node) continue;
      const type = node.typeCondition ? typeFromAST(this.schema, node.typeCondition) : parent;
      const narrower = getNamedType(type) as GraphQLCompositeType;
      this.collect(node.selectionSet, narrower, isCertain && narrower === parent, fields);
    }
  }
}

interface Collected {
  readonly type: GraphQLOutputType;
  readonly selectionSets: readonly SelectionSetNode[];
  readonly description: string | null;
  /** In every answer, whatever the type of the object and the variables. */
  readonly isAlways: boolean;
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  return 'getFields' in parent ? parent.getFields()[name] : undefined;
}

function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema['type'] === 'string' && !('properties' in schema) && !('items' in schema))
    return { ...schema, type: [schema['type'], 'null'] };
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] };
}
