import {
  getNamedType,
  isInputObjectType,
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputField,
} from 'graphql';
import { own } from '../../engine/compiled/run/tree';
import { gatewayErrors } from '../../gateway.errors';
import { reader } from './argument-costs';
import type { ListSize } from './cost-directives';
import type { Given } from './cost-program';

interface SizedField {
  readonly coordinate: string;
  readonly definitions: readonly GraphQLArgument[];
  readonly given: readonly ArgumentNode[];
}

/**
 * How many values @listSize lets expect: the largest of its slicing arguments, else what it assumes, else `usual`.
 * The function throws SLICING_ARGUMENT_REQUIRED where exactly one must be given and is not.
 */
export function listSize(rule: ListSize, field: SizedField, usual: number): (given: Given) => number {
  const { assumedSize, slicingArguments, requireOneSlicingArgument } = rule;
  const assumed = assumedSize ?? usual;
  if (slicingArguments.length === 0) return () => assumed;
  const slices = slicingArguments.map((path) => slice(path.split('.'), field));
  return (given) => {
    const sizes = slices.map((read) => read(given)).filter((size) => typeof size === 'number');
    if (requireOneSlicingArgument && sizes.length !== 1)
      throw gatewayErrors.SLICING_ARGUMENT_REQUIRED({ field: field.coordinate, arguments: slicingArguments });
    const [largest] = sizes.filter((size) => size >= 0).sort((one, other) => other - one);
    return largest ?? assumed;
  };
}

/** The value at `argument` or `argument.field.field`, as given or as the schema has it where it is not given. */
function slice([name = '', ...path]: readonly string[], { definitions, given }: SizedField): (given: Given) => unknown {
  const definition = definitions.find((argument) => argument.name === name);
  const node = given.find((argument) => argument.name.value === name);
  const read = node ? reader(node.value) : () => undefined;
  return (variables) => (definition ? valueAt(read(variables), definition, path) : undefined);
}

function valueAt(value: unknown, place: GraphQLArgument | GraphQLInputField, path: readonly string[]): unknown {
  const known = value === undefined ? place.defaultValue : value;
  const [next, ...rest] = path;
  if (next === undefined) return known;
  const type = getNamedType(place.type);
  const field = isInputObjectType(type) ? type.getFields()[next] : undefined;
  if (!field || typeof known !== 'object' || known === null) return undefined;
  return valueAt(own(known, next), field, rest);
}
