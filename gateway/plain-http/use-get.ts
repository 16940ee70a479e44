import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { z } from 'zod';
import type { GatewayContext } from '../context';
import { gatewayErrors } from '../gateway.errors';
import { announce, textOf, type RegisteredTexts } from '../registry/registered-texts';
import type { OperationRunner } from './operation-runner';

export interface PlainHttpOptions {
  readonly runner: OperationRunner;
  readonly texts: RegisteredTexts;
  /** Who asks, and whether they may ask now. */
  readonly enter: (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;
  /** During the handler no engine stops that the request may meet. */
  readonly entering: (handler: RouteHandlerMethod) => RouteHandlerMethod;
}

const json = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.unknown()));

const parametersShape = z.object({
  query: z.string().optional(),
  documentId: z.string().optional(),
  operationName: z.string().optional(),
  variables: json.optional(),
  extensions: json.optional(),
});

/** Queries by GET, as GraphQL over HTTP has it. */
export function useGet(app: FastifyInstance, { runner, texts, enter, entering }: PlainHttpOptions): void {
  const answer: RouteHandlerMethod = async (request, reply) => {
    const asked = parametersShape.safeParse(request.query);
    if (!asked.success) throw gatewayErrors.BAD_REQUEST();
    const context = await enter(request, reply);
    const document = texts.of(asked.data, context.key);
    const { query, operationName } = asked.data;
    if (!document && !query) throw gatewayErrors.BAD_REQUEST();
    const text = document ? textOf(document, operationName) : { query: query!, operationName: operationName || null };
    runner.refuseOtherThan(['query'], runner.operationOf(text)?.operation, reply);
    if (document) announce(document, context, reply);
    return runner.answer(request, reply, { ...text, variables: asked.data.variables ?? {} }, context);
  };
  app.get('/graphql', entering(answer));
}
