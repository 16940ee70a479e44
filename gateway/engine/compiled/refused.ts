import { GraphQLError } from 'graphql';
import type { EngineResult } from '../engine';

/** A whole operation that cannot run. What is not coded is masked on its way out. */
export function refused(error: unknown): EngineResult {
  if (error instanceof GraphQLError) return { errors: [error] };
  const originalError = error instanceof Error ? error : new Error(String(error));
  return { errors: [new GraphQLError(originalError.message, { originalError })] };
}
