import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayContext } from '../context';
import { deprecationHeaders, type RegisteredTexts } from './registered-texts';

/** Puts the text of the document that a body names in the place of its name. What is no request is refused later. */
export function useRegisteredText(
  request: FastifyRequest,
  reply: FastifyReply,
  texts: RegisteredTexts,
  context: Pick<GatewayContext, 'key' | 'document'>,
): void {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
  const document = texts.of(body, context.key);
  if (!document) return;
  context.document = document;
  void reply.headers(deprecationHeaders(document));
  const { variables, operationName } = body as Readonly<Record<string, unknown>>;
  request.body = {
    query: document.body,
    operationName: operationName || document.name,
    ...(variables === undefined ? {} : { variables }),
  };
}
