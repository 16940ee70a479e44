import {
  getNamedType,
  isInputObjectType,
  Kind,
  valueFromASTUntyped,
  visit,
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';
import { own } from '../../engine/compiled/run/tree';
import type { CostModel } from './cost-model';
import type { Given } from './cost-program';

/** What the arguments of a field cost: each input object 1, anything else 0, where no @cost says otherwise. Null: nothing. */
export function argumentsCost(
  model: CostModel,
  coordinate: string,
  definitions: readonly GraphQLArgument[],
  given: readonly ArgumentNode[],
): ((given: Given) => number) | null {
  const parts = given.flatMap(({ name, value }) => {
    const definition = definitions.find((candidate) => candidate.name === name.value);
    const place = `${coordinate}(${name.value}:)`;
    if (!definition || isFree(model, definition.type, place)) return [];
    return [{ read: reader(value), type: definition.type, place }];
  });
  if (parts.length === 0) return null;
  return (variables) =>
    parts.reduce((total, { read, type, place }) => total + valueCost(model, read(variables), type, place), 0);
}

/** A literal with the variables in it, as a function of them. */
export function reader(node: ValueNode): (given: Given) => unknown {
  if (node.kind === Kind.VARIABLE) return (given) => given[node.name.value];
  let hasVariables = false;
  visit(node, {
    Variable: () => {
      hasVariables = true;
    },
  });
  if (hasVariables) return (given) => valueFromASTUntyped(node, given);
  const value = valueFromASTUntyped(node);
  return () => value;
}

function isFree(model: CostModel, type: GraphQLInputType, place: string): boolean {
  const named = getNamedType(type);
  return !isInputObjectType(named) && model.inputWeightOf(place, named.name, 0) === 0;
}

function valueCost(model: CostModel, value: unknown, type: GraphQLInputType, place: string): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value))
    return value.reduce<number>((total, element) => total + valueCost(model, element, type, place), 0);
  const named = getNamedType(type);
  const isObject = isInputObjectType(named);
  const weight = model.inputWeightOf(place, named.name, isObject ? 1 : 0);
  if (!isObject || typeof value !== 'object') return weight;
  return Object.values(named.getFields()).reduce((total, field) => {
    const inner = own(value, field.name);
    return total + valueCost(model, inner, field.type, `${named.name}.${field.name}`);
  }, weight);
}
