import {
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Source } from './source';

const meta = new Map([SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map((field) => [field.name, field]));

/** @throws for a field that the type does not have: the operation was not validated. */
export function fieldDefinition(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> {
  const found = meta.get(name) ?? ('getFields' in type ? type.getFields()[name] : undefined);
  if (!found) throw new Error(`${type.name} has no field ${name}.`);
  return found;
}

/** Whether a type condition holds for whatever the type stands for. */
export function alwaysHolds(schema: GraphQLSchema, condition: string, type: GraphQLCompositeType): boolean {
  if (condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}

/** The object types that both stand for. */
export function commonTypes(
  schema: GraphQLSchema,
  one: GraphQLCompositeType,
  other: GraphQLCompositeType,
): GraphQLObjectType[] {
  const others = new Set(objectTypes(schema, other));
  return objectTypes(schema, one).filter((type) => others.has(type));
}

function objectTypes(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}

/**
 * Whether the object's own type must be known to write these selections: a fragment holds for some types only, or a
 * field is stricter in one of them.
 */
export function dependsOnType(source: Source, type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): boolean {
  const { schema } = source;
  if (!isAbstractType(type)) return false;
  const possible = schema.getPossibleTypes(type);
  const seen = new Set<string>();
  const differs = (name: string): boolean => {
    const written = isInterfaceType(type) ? type.getFields()[name] : undefined;
    return possible.some((object) => String(object.getFields()[name]?.type) !== String(written?.type));
  };
  const depends = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return !meta.has(selection.name.value) && differs(selection.name.value);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) return false;
        seen.add(selection.name.value);
      }
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? source.fragment(selection.name.value) : selection;
      const condition = inner.typeCondition?.name.value;
      return (condition !== undefined && !alwaysHolds(schema, condition, type)) || depends(inner.selectionSet);
    });
  return sets.some(depends);
}
