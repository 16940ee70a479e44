import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gatewayErrors } from '../gateway.errors';
import { announce, textOf } from '../registry/registered-texts';
import { queryVariables, type QueryParameters } from './query-variables';
import type { PlainHttpOptions } from './use-get';

interface Named {
  readonly name: string;
}

/** Registered documents as plain HTTP: `/api/<name>`, variables as parameters of the URL or as a JSON object. */
export function usePlainHttp(app: FastifyInstance, { runner, texts, enter, entering }: PlainHttpOptions): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, kinds: readonly string[]): Promise<unknown> => {
    const context = await enter(request, reply);
    const document = texts.named((request.params as Named).name, context.key);
    const text = textOf(document);
    runner.refuseOtherThan(kinds, document.kind, reply);
    announce(document, context, reply);
    const operation = runner.operationOf(text);
    const parameters = request.query as QueryParameters;
    const given = operation ? queryVariables(parameters, operation, runner.schema) : {};
    return runner.answer(request, reply, { ...text, variables: { ...given, ...bodyOf(request) } }, context);
  };
  app.get(
    '/api/:name',
    entering((request, reply) => answer(request, reply, ['query'])),
  );
  app.post(
    '/api/:name',
    entering((request, reply) => answer(request, reply, ['query', 'mutation'])),
  );
}

/** @throws BAD_REQUEST where there is a body that is no JSON object */
function bodyOf({ body }: FastifyRequest): object {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw gatewayErrors.BAD_REQUEST();
  return body;
}
