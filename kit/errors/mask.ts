import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import type { ValidationError } from 'class-validator';
import type { Log } from '../log/log';
import { CodedError } from './errors';
import { kitErrors } from './kit-errors';
import { databaseRefusal } from './database-refusal';

/** What a client may know of an error: coded refusals whole, everything else as INTERNAL_ERROR, logged once. */
export function maskError(error: GraphQLError, log: Log): GraphQLFormattedError {
  const coded = codedFrom(error);
  if (!coded) log.error({ error: error.originalError ?? error, path: error.path }, 'unexpected error');
  const shown = coded ?? kitErrors.INTERNAL_ERROR();
  return {
    message: shown.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: { ...shown.extensions },
  };
}

function codedFrom(error: GraphQLError): GraphQLError | undefined {
  const cause = error.originalError ?? error;
  if (cause instanceof CodedError) return cause;
  if (cause instanceof ArgumentValidationError)
    return kitErrors.BAD_INPUT({ fields: fieldProblems(cause.extensions.validationErrors) });
  const refusal = databaseRefusal(cause);
  if (refusal) return refusal;
  if (cause instanceof GraphQLError) return isOwnFault(cause) ? undefined : badRequest(cause);
  return undefined;
}

/** graphql-js reports a result that breaks the schema as a GraphQLError as well: that is ours, not the client's. */
function isOwnFault(error: GraphQLError): boolean {
  return error.path !== undefined && error.extensions['code'] === undefined;
}

function badRequest(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { code: 'BAD_INPUT', ...error.extensions } });
}

function fieldProblems(errors: readonly ValidationError[] = [], prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...errors.map((error) => {
      const path = `${prefix}${error.property}`;
      const own = error.constraints ? { [path]: Object.values(error.constraints).join('; ') } : {};
      return { ...own, ...fieldProblems(error.children, `${path}.`) };
    }),
  ) as Record<string, string>;
}
