import { GraphQLError, type GraphQLSchema } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import type { Config } from '../../kit/config/config';
import type { Engine, EngineRequest } from '../engine/engine';
import { shortened, tooLarge } from './documents/refusals';

/** How many places of the variables one answer complains about. */
const mostProblems = 20;
/** Each complaint quotes the value that it is about: of long ones there is only one. */
const fewCharacters = 10_000;

export interface VariableLimits {
  readonly variables: number;
  /** Elements of one list, fields of one object. */
  readonly listItems: number;
  /** Objects and lists in one another. */
  readonly depth: number;
}

export function variableLimits(config: Pick<Config, 'MAX_VARIABLES' | 'MAX_LIST_ITEMS' | 'MAX_DEPTH'>): VariableLimits {
  return { variables: config.MAX_VARIABLES, listItems: config.MAX_LIST_ITEMS, depth: config.MAX_DEPTH };
}

/**
 * An engine that gets only variables which fit their types. The check stops early: an engine that listed every wrong
 * element, or a subgraph that validated each, would be busy for seconds over one small request.
 */
export function withVariableLimits(engine: Engine, limits: VariableLimits): Engine {
  return {
    ...engine,
    execute: (request) => {
      const errors = variableProblems(engine.schema, request, limits);
      return errors.length > 0 ? Promise.resolve({ errors }) : engine.execute(request);
    },
  };
}

/** What is wrong with the variables of an operation; empty when they fit. */
export function variableProblems(
  schema: GraphQLSchema,
  { operation, variables }: Pick<EngineRequest, 'operation' | 'variables'>,
  limits: VariableLimits,
): readonly GraphQLError[] {
  const measured = measure(variables, limits);
  if (measured instanceof GraphQLError) return [measured];
  const maxErrors = measured.characters > fewCharacters ? 1 : mostProblems;
  const definitions = operation.variableDefinitions ?? [];
  const { errors = [] } = getVariableValues(schema, definitions, variables, { maxErrors, hideSuggestions: true });
  // The last one only says that there would be more.
  return errors.slice(0, maxErrors).map(shown);
}

interface Measured {
  /** Of all texts and keys. */
  readonly characters: number;
}

/** Walks without recursion, and only as far as it must: JSON may nest deeper than the stack is high. */
function measure(variables: object, limits: VariableLimits): Measured | GraphQLError {
  const given = Object.keys(variables).length;
  if (given > limits.variables) return tooLarge('variables', limits.variables, given);
  let characters = 0;
  let level: readonly object[] = [variables];
  for (let levels = 0; level.length > 0; levels += 1) {
    if (levels > limits.depth) return tooLarge('depth', limits.depth);
    const below: object[] = [];
    for (const object of level) {
      const entries = Object.entries(object);
      if (entries.length > limits.listItems && levels > 0)
        return tooLarge('listItems', limits.listItems, entries.length);
      for (const [key, value] of entries as [string, unknown][]) {
        characters += key.length + (typeof value === 'string' ? value.length : 0);
        if (typeof value === 'object' && value !== null) below.push(value);
      }
    }
    level = below;
  }
  return { characters };
}

function shown({ message, nodes, originalError, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(shortened(message), { nodes, originalError, extensions });
}
