import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CodedError } from '../../kit/errors/errors';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { GatewayContext } from '../context';
import { gatewayErrors } from '../gateway.errors';

/** Codes that Apollo Server gives for requests that are wrong before they run; their messages are meant for clients. */
const requestCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);
/** What Apollo Server says without a code of what a client sent. */
const uncodedRequestFaults = new Set(['Unsupported persisted query version', 'provided sha does not match query']);
const internalExtensions = new Set(['serviceName', 'stacktrace', 'exception', 'query', 'variables']);

/** What a client may read of an error: coded ones as they are, less the names of our servers; everything else masked. */
export function maskFormatted(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  if (uncodedRequestFaults.has(formatted.message)) return gatewayErrors.BAD_REQUEST().toJSON();
  const code = formatted.extensions?.['code'];
  const isCoded =
    unwrapResolverError(error) instanceof CodedError ||
    (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' && code !== 'DOWNSTREAM_SERVICE_ERROR');
  if (!isCoded)
    return { ...formatted, message: kitErrors.INTERNAL_ERROR().message, extensions: { code: 'INTERNAL_ERROR' } };
  const shown = Object.entries(formatted.extensions ?? {}).filter(([name]) => !internalExtensions.has(name));
  return { ...formatted, extensions: { ...Object.fromEntries(shown), ...codeOfRule(error) } };
}

/** In development an error says which subgraph it comes from. */
export function maskWithService(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const shown = maskFormatted(formatted, error);
  const service = formatted.extensions?.['serviceName'];
  return service === undefined ? shown : { ...shown, extensions: { ...shown.extensions, serviceName: service } };
}

/** Apollo Server puts its own code over that of a validation rule, such as OPERATION_TOO_LARGE. */
function codeOfRule(error: unknown): { readonly code?: unknown } {
  const rule = error instanceof GraphQLError ? error.originalError : undefined;
  const code = rule instanceof GraphQLError ? rule.extensions['code'] : undefined;
  return code === undefined ? {} : { code };
}

/** Gives each INTERNAL_ERROR the request id that the log lines carry, and logs what failed. */
export const requestIdPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return Promise.resolve();
        for (const error of response.body.singleResult.errors ?? []) {
          if (error.extensions?.['code'] === 'INTERNAL_ERROR')
            Object.assign(error.extensions, { requestId: contextValue.requestId });
        }
        return Promise.resolve();
      },
      didEncounterErrors({ errors, contextValue }) {
        for (const error of errors) {
          const isRequestFault =
            requestCodes.has(String(error.extensions['code'])) || error.originalError instanceof CodedError;
          const isUnforeseen = !isRequestFault && error.extensions['code'] === undefined;
          const { message, path } = error;
          if (isUnforeseen) contextValue.log.error({ error: message, path, ...serviceOf(error) }, 'unexpected error');
          else contextValue.log.debug({ error: isRequestFault ? message : error, path }, 'operation error');
        }
        return Promise.resolve();
      },
    }),
};

function serviceOf({ extensions }: GraphQLError): { readonly service?: unknown } {
  return 'serviceName' in extensions ? { service: extensions['serviceName'] } : {};
}
