import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { FieldShape, Leaf, SelectionShape, TypeShape } from '../compiled-operation';
import type { Denial } from '../../engine';
import type { Source } from './source';
import { alwaysHolds, dependsOnType, fieldDefinition } from './types';

interface Part {
  readonly set: SelectionSetNode;
  /** The type that the set itself is written for. */
  readonly type: GraphQLCompositeType;
}

interface Occurrence {
  readonly node: FieldNode;
  readonly type: GraphQLCompositeType;
}

const scalars: ReadonlySet<string> = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

/** Works out how a response is written: which fields, in which order, of which type. */
export class ShapeCompiler {
  private readonly selections = new Map<string, SelectionShape>();
  private readonly setIds = new Map<SelectionSetNode, number>();

  constructor(private readonly source: Source) {}

  root(type: GraphQLCompositeType): SelectionShape {
    return this.selection(type, [{ set: this.source.operation.selectionSet, type }]);
  }

  /** Asked for the same parts of the same type, gives the same shape: fragments spread often are compiled once. */
  private selection(type: GraphQLCompositeType, parts: readonly Part[]): SelectionShape {
    const key = `${type.name}|${parts.map((part) => this.partKey(part)).join(',')}`;
    const known = this.selections.get(key);
    if (known) return known;
    const shape = this.selectionOf(type, parts);
    this.selections.set(key, shape);
    return shape;
  }

  private selectionOf(type: GraphQLCompositeType, parts: readonly Part[]): SelectionShape {
    const { name } = type;
    if (isObjectType(type))
      return { type: name, isAbstract: false, fields: this.fields(type, parts), byType: null, types: [name] };
    const possible = this.source.schema.getPossibleTypes(type);
    const common = { type: name, isAbstract: true, types: possible.map((object) => object.name) };
    const sets = parts.map(({ set }) => set);
    if (!dependsOnType(this.source, type, sets)) return { ...common, fields: this.fields(type, parts), byType: null };
    const byType = Object.fromEntries(possible.map((object) => [object.name, this.fields(object, parts)]));
    return { ...common, fields: null, byType };
  }

  private partKey({ set, type }: Part): string {
    const id = this.setIds.get(set) ?? this.setIds.size;
    this.setIds.set(set, id);
    return `${id}:${type.name}`;
  }

  private fields(type: GraphQLCompositeType, parts: readonly Part[]): readonly FieldShape[] {
    const byKey = new Map<string, Occurrence[]>();
    const seen = new Set<string>();
    const collect = ({ set, type: written }: Part): void => {
      for (const selection of set.selections) {
        if (!this.source.isIncluded(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          this.source.count();
          const key = selection.alias?.value ?? selection.name.value;
          const found = byKey.get(key) ?? [];
          found.push({ node: selection, type: written });
          byKey.set(key, found);
          continue;
        }
        const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
        if (isSpread && seen.has(selection.name.value)) continue;
        if (isSpread) seen.add(selection.name.value);
        const inner = isSpread ? this.source.fragment(selection.name.value) : selection;
        const condition = inner.typeCondition?.name.value;
        if (condition !== undefined && !alwaysHolds(this.source.schema, condition, type)) continue;
        const target = condition === undefined ? written : this.source.schema.getType(condition);
        collect({ set: inner.selectionSet, type: target as GraphQLCompositeType });
      }
    };
    for (const part of parts) collect(part);
    return [...byKey].map(([key, found]) => this.field(key, type, found));
  }

  private field(responseKey: string, type: GraphQLCompositeType, found: readonly Occurrence[]): FieldShape {
    const { node } = found[0]!;
    const name = node.name.value;
    const definition = fieldDefinition(type, name);
    const common = { responseKey, coordinate: `${type.name}.${name}` };
    if (name === '__typename')
      return { ...common, source: 'typename', key: name, type: this.typeShape(definition.type, []), denied: null };
    if (name.startsWith('__'))
      return { ...common, source: 'introspection', key: responseKey, type: anything, denied: null };
    const returns = getNamedType(definition.type);
    const denials = found.map((occurrence) => this.source.denialOf(occurrence.type.name, name, returns.name));
    const denied = denials.every((denial): denial is Denial => denial !== null) ? denials[0]! : null;
    const inner = found.flatMap(({ node: { selectionSet } }, index): Part[] =>
      selectionSet && denials[index] === null ? [{ set: selectionSet, type: returns as GraphQLCompositeType }] : [],
    );
    const shape = denied ? { ...anything, ...nullability(definition.type) } : this.typeShape(definition.type, inner);
    return { ...common, source: 'data', key: this.source.keyOf(type, node), type: shape, denied };
  }

  private typeShape(type: GraphQLOutputType, inner: readonly Part[]): TypeShape {
    const nullable = getNullableType(type);
    const base = nullability(type);
    if (isListType(nullable))
      return {
        ...base,
        item: this.typeShape(nullable.ofType, inner),
        leaf: null,
        selection: null,
      };
    if (isCompositeType(nullable))
      return { ...base, item: null, leaf: null, selection: this.selection(nullable, inner) };
    return { ...base, item: null, leaf: leafOf(nullable), selection: null };
  }
}

const anything: TypeShape = { nullable: true, name: 'any', item: null, leaf: { kind: 'any' }, selection: null };

function nullability(type: GraphQLOutputType): Pick<TypeShape, 'nullable' | 'name'> {
  return { nullable: !isNonNullType(type), name: String(type) };
}

function leafOf(type: GraphQLOutputType): Leaf {
  if (isEnumType(type)) return { kind: 'enum', values: type.getValues().map(({ name }) => name) };
  const { name } = getNamedType(type);
  return scalars.has(name) ? { kind: name as 'Int' } : { kind: 'any' };
}
