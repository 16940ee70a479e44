import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../fragments';
import { isIncluded, type ConditionValues } from '../../engine/compiled/compile/conditions';
import { alwaysHolds, fieldDefinition } from '../../engine/compiled/compile/types';
import { gatewayErrors } from '../../gateway.errors';
import { argumentsCost } from './argument-costs';
import type { CostModel } from './cost-model';
import type { CostField, CostProgram, CostSelection, Given } from './cost-program';
import { listSize } from './list-sizes';

export interface CostOptions {
  readonly schema: GraphQLSchema;
  readonly model: CostModel;
  /** Elements expected of a list of which the schema says nothing. */
  readonly usualSize: number;
}

export interface CostedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Values of the variables that @skip and @include ask. */
  readonly conditions: ConditionValues;
}

/** Fields that are looked at, each once for every set of types that gets it. */
const mostFields = 20_000;
const mutationBase = 10;

/** @throws OPERATION_TOO_LARGE where fragments on interfaces and unions come to too many combinations. */
export function compileCost(costed: CostedOperation, options: CostOptions): CostProgram {
  const { operation } = costed;
  const compiler = new CostCompiler(costed, options);
  compiler.operation(operation);
  const definitions = operation.variableDefinitions ?? [];
  return {
    base: operation.operation === 'mutation' ? mutationBase : 0,
    defaults: Object.fromEntries(
      definitions.map(({ variable, defaultValue }) => [
        variable.name.value,
        defaultValue && valueFromASTUntyped(defaultValue),
      ]),
    ),
    sizes: compiler.sizes,
    selections: compiler.selections,
  };
}

/** A field, and the type that it is written for. */
interface Occurrence {
  readonly node: FieldNode;
  readonly type: GraphQLCompositeType;
}

/** The size that a field gives to fields right below it, such as `edges`. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: number;
}

class CostCompiler {
  readonly sizes: ((given: Given) => number)[] = [];
  readonly selections: CostSelection[] = [];
  private readonly known = new Map<string, number>();
  private readonly setIds = new Map<SelectionSetNode, number>();
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private fieldsSeen = 0;

  private readonly conditions: ConditionValues;

  constructor(
    { document, conditions }: CostedOperation,
    private readonly options: CostOptions,
  ) {
    this.conditions = conditions;
    this.fragments = fragmentsOf(document);
  }

  operation({ operation, selectionSet }: OperationDefinitionNode): void {
    const root = this.options.schema.getRootType(operation);
    const fields = root ? this.fields(root, [selectionSet], null) : [];
    this.selections.push([fields]);
  }

  /** The index of a selection; the same sets for the same type are compiled once, however often fragments spread them. */
  private selection(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], sized: Sized | null): number {
    const key = `${type.name}|${sized ? `${sized.size}:${sized.fields.join()}` : ''}|${sets.map((set) => this.idOf(set)).join()}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const alternatives = this.alternatives(type, sets).map((object) => this.fields(object, sets, sized));
    this.selections.push(alternatives);
    this.known.set(key, this.selections.length - 1);
    return this.selections.length - 1;
  }

  /** One type for each set of types that gets the same fields. */
  private alternatives(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): readonly GraphQLCompositeType[] {
    if (!isAbstractType(type)) return [type];
    const narrowing = new Set<string>();
    for (const set of sets) this.eachCondition(set, type, (condition) => narrowing.add(condition));
    if (narrowing.size === 0) return [type];
    const { schema } = this.options;
    const signature = (object: GraphQLCompositeType): string =>
      [...narrowing].map((condition) => Number(alwaysHolds(schema, condition, object))).join('');
    return [...new Map(schema.getPossibleTypes(type).map((object) => [signature(object), object])).values()];
  }

  private eachCondition(root: SelectionSetNode, type: GraphQLCompositeType, take: (name: string) => void): void {
    const seen = new Set<string>();
    const walk = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) continue;
        const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
        if (isSpread && seen.has(selection.name.value)) continue;
        if (isSpread) seen.add(selection.name.value);
        const inner = isSpread ? this.fragments.get(selection.name.value) : selection;
        const condition = inner?.typeCondition?.name.value;
        if (condition !== undefined && !alwaysHolds(this.options.schema, condition, type)) take(condition);
        if (inner) walk(inner.selectionSet);
      }
    };
    walk(root);
  }

  private fields(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    sized: Sized | null,
  ): readonly CostField[] {
    const byKey = new Map<string, Occurrence[]>();
    const seen = new Set<string>();
    const collect = ({ selections }: SelectionSetNode, written: GraphQLCompositeType): void => {
      for (const selection of selections) {
        if (!isIncluded(selection.directives, this.conditions)) continue;
        if (selection.kind === Kind.FIELD) {
          // Introspection is answered here, and has limits of its own.
          if (selection.name.value.startsWith('__')) continue;
          this.count();
          const key = selection.alias?.value ?? selection.name.value;
          const found = byKey.get(key) ?? [];
          found.push({ node: selection, type: written });
          byKey.set(key, found);
          continue;
        }
        const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
        if (isSpread && seen.has(selection.name.value)) continue;
        if (isSpread) seen.add(selection.name.value);
        const inner = isSpread ? this.fragments.get(selection.name.value) : selection;
        const condition = inner?.typeCondition?.name.value;
        if (!inner || (condition !== undefined && !alwaysHolds(this.options.schema, condition, type))) continue;
        const target = condition === undefined ? written : this.options.schema.getType(condition);
        collect(inner.selectionSet, target as GraphQLCompositeType);
      }
    };
    for (const set of sets) collect(set, type);
    return [...byKey.values()].map((found) => this.field(found, sized));
  }

  private field(found: readonly Occurrence[], sized: Sized | null): CostField {
    const { model } = this.options;
    const { node, type } = found[0]!;
    const name = node.name.value;
    const coordinate = `${type.name}.${name}`;
    const definition = fieldDefinition(type, name);
    const given = node.arguments ?? [];
    const rule = model.listSizeOf(coordinate);
    const field = { coordinate, definitions: definition.args, given };
    const ownSize = rule && this.size(listSize(rule, field, this.options.usualSize));
    const sizes = ownSize !== null && rule ? { fields: rule.sizedFields, size: ownSize } : null;
    const fromAbove = sized?.fields.includes(name) ? sized.size : null;
    const returns = getNamedType(definition.type);
    const inner = found.flatMap(({ node: { selectionSet } }) => selectionSet ?? []);
    return {
      weight: model.weightOf(coordinate),
      arguments: argumentsCost(model, coordinate, definition.args, given),
      size: this.sizeOfList(definition.type, fromAbove ?? ownSize),
      selection: isCompositeType(returns) ? this.selection(returns, inner, sizes) : -1,
    };
  }

  /** Of a list in a list, only the outer one's size is known. */
  private sizeOfList(type: GraphQLOutputType, outer: number | null): number {
    const { usualSize } = this.options;
    const depth = listDepth(type);
    if (depth === 0) return -1;
    if (depth === 1 && outer !== null) return outer;
    const read = outer === null ? () => usualSize : this.sizes[outer]!;
    return this.size((given) => read(given) * usualSize ** (depth - 1));
  }

  private size(read: (given: Given) => number): number {
    return this.sizes.push(read) - 1;
  }

  private idOf(set: SelectionSetNode): number {
    const id = this.setIds.get(set) ?? this.setIds.size;
    this.setIds.set(set, id);
    return id;
  }

  private count(): void {
    this.fieldsSeen += 1;
    if (this.fieldsSeen > mostFields)
      throw gatewayErrors.OPERATION_TOO_LARGE({ limit: 'selections', allowed: mostFields });
  }
}

function listDepth(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listDepth(type.ofType);
  return isListType(type) ? 1 + listDepth(type.ofType) : 0;
}
