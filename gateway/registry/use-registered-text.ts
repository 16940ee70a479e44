import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayContext } from '../context';
import { announce, textOf, type RegisteredTexts } from './registered-texts';

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
  announce(document, context, reply);
  const { variables, operationName } = body as { readonly variables?: unknown; readonly operationName?: string };
  request.body = { ...textOf(document, operationName), ...(variables === undefined ? {} : { variables }) };
}
