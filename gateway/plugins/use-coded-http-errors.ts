import type { FastifyError, FastifyInstance } from 'fastify';
import { CodedError } from '../../kit/errors/errors';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { Log } from '../../kit/log/log';
import { gatewayErrors } from '../gateway.errors';
import { httpStatusOf } from '../../kit/errors/http-status';
import { UsersUnreachable } from '../identity/identity';

/** Whatever fails before GraphQL answers in GraphQL's own shape, with a code, and without a stack. */
export function useCodedHttpErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const coded = codedOf(error);
    if (!coded) log.error({ error, requestId: request.id, url: request.url }, 'unexpected error');
    const shown = coded ?? kitErrors.INTERNAL_ERROR({ requestId: request.id });
    return reply
      .code(httpStatusOf(shown.code) ?? 500)
      .send({ errors: [{ message: shown.message, extensions: shown.extensions }] });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ errors: [{ message: 'There is nothing here.', extensions: { code: 'NOT_FOUND' } }] }),
  );
}

function codedOf(error: FastifyError): CodedError | undefined {
  if (error instanceof CodedError) return error;
  if (error instanceof UsersUnreachable) return kitErrors.UNAVAILABLE();
  if (error.statusCode === 413) return gatewayErrors.REQUEST_TOO_LARGE();
  if (error.statusCode !== undefined && error.statusCode < 500) return gatewayErrors.BAD_REQUEST();
  return undefined;
}
