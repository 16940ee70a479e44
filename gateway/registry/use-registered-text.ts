import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KeyTerms } from '../../kit/identity/key-terms';
import { deprecationHeaders, type RegisteredTexts } from './registered-texts';

/** Puts the text of the document that a body names in the place of its name. What is no request is refused later. */
export function useRegisteredText(
  request: FastifyRequest,
  reply: FastifyReply,
  texts: RegisteredTexts,
  key: KeyTerms | null,
): void {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
  const document = texts.of(body, key);
  if (!document) return;
  void reply.headers(deprecationHeaders(document));
  const { variables, operationName } = body as Readonly<Record<string, unknown>>;
  request.body = {
    query: document.body,
    operationName: operationName || document.name,
    ...(variables === undefined ? {} : { variables }),
  };
}
