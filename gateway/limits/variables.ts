import type { GraphQLError, GraphQLSchema } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { gatewayErrors } from '../gateway.errors';
import type { Engine, EngineRequest } from '../engine/engine';

/** How many places of the variables one answer complains about. */
const mostProblems = 20;

/**
 * An engine that gets only variables which fit their types. The check stops early: an engine that listed every wrong
 * element, or a subgraph that validated each, would be busy for seconds over one small request.
 */
export function withVariableLimits(engine: Engine, listItems: number): Engine {
  return {
    ...engine,
    execute: (request) => {
      const errors = variableProblems(engine.schema, request, listItems);
      return errors.length > 0 ? Promise.resolve({ errors }) : engine.execute(request);
    },
  };
}

/** What is wrong with the variables of an operation; empty when they fit. */
export function variableProblems(
  schema: GraphQLSchema,
  { operation, variables }: Pick<EngineRequest, 'operation' | 'variables'>,
  listItems: number,
): readonly GraphQLError[] {
  const longest = longestList(variables);
  if (longest > listItems)
    return [gatewayErrors.OPERATION_TOO_LARGE({ limit: 'listItems', allowed: listItems, given: longest })];
  const definitions = operation.variableDefinitions ?? [];
  const { errors = [] } = getVariableValues(schema, definitions, variables, { maxErrors: mostProblems });
  // The last one only says that there would be more.
  return errors.slice(0, mostProblems);
}

/** Walks without recursion: JSON may nest deeper than the stack is high. */
function longestList(variables: unknown): number {
  const waiting = [variables];
  let longest = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) longest = Math.max(longest, value.length);
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) waiting.push(inner);
  }
  return longest;
}
