import type { GraphQLError, GraphQLSchema } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import type { Config } from '../../kit/config/config';
import type { Engine, EngineRequest } from '../engine/engine';
import { tooLarge } from './documents/refusals';

/** How many places of the variables one answer complains about. */
const mostProblems = 20;

export interface VariableLimits {
  /** Elements of one list. */
  readonly listItems: number;
  /** Objects and lists in one another. */
  readonly depth: number;
}

export function variableLimits(config: Pick<Config, 'MAX_LIST_ITEMS' | 'MAX_DEPTH'>): VariableLimits {
  return { listItems: config.MAX_LIST_ITEMS, depth: config.MAX_DEPTH };
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
  const problem = sizeProblem(variables, limits);
  if (problem) return [problem];
  const definitions = operation.variableDefinitions ?? [];
  const { errors = [] } = getVariableValues(schema, definitions, variables, { maxErrors: mostProblems });
  // The last one only says that there would be more.
  return errors.slice(0, mostProblems);
}

/** Walks without recursion, and only as far as it must: JSON may nest deeper than the stack is high. */
function sizeProblem(variables: object, { listItems, depth }: VariableLimits): GraphQLError | null {
  let level: readonly object[] = Object.values(variables).filter(isObject);
  for (let levels = 1; level.length > 0; levels += 1) {
    if (levels > depth) return tooLarge('depth', depth);
    const longest = level.find((value) => Array.isArray(value) && value.length > listItems);
    if (longest) return tooLarge('listItems', listItems, (longest as unknown[]).length);
    level = level.flatMap((value) => (Object.values(value) as unknown[]).filter(isObject));
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
