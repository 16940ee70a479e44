import { GraphQLError } from 'graphql';
import type { CodedError } from '../../../kit/errors/errors';
import { gatewayErrors } from '../../gateway.errors';

export function tooLarge(limit: string, allowed: number | string, given?: number): CodedError {
  return gatewayErrors.OPERATION_TOO_LARGE({ limit, allowed, ...(given === undefined ? {} : { given }) });
}

/** What validation would find as well, found before it takes long. */
export function invalid(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}

/** Messages quote what a client sent, however long it is. */
const longestMessage = 500;

export function shortened(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
}

/** A code of its own, such as that of a limit, stays. */
export function withCode(error: GraphQLError, code: string, message = error.message): GraphQLError {
  const { nodes, source, positions, path, extensions } = error;
  return new GraphQLError(shortened(message), { nodes, source, positions, path, extensions: { code, ...extensions } });
}
