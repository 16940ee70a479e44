import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { KeyTerms } from '../../kit/identity/key-terms';
import type { Clock } from '../../kit/scope/clock';
import type { GatewayContext } from '../context';
import { gatewayErrors } from '../gateway.errors';
import type { RegisteredDocument } from './document.entity';
import type { Registry } from './registry';
import { registryErrors } from './registry.errors';

/** How a request may say which operation it means: by text, or by a document that is registered. */
export interface AskedDocument {
  readonly query?: unknown;
  /** GraphQL over HTTP, appendix on persisted documents. */
  readonly documentId?: unknown;
  /** `persistedQuery` as Apollo's clients send it. */
  readonly extensions?: unknown;
}

const persistedShape = z.object({ persistedQuery: z.object({ sha256Hash: z.string() }) });

/** Finds what requests mean, before anything is parsed. An API key runs what is registered, and of that what its terms allow. */
export class RegisteredTexts {
  constructor(
    private readonly registry: Registry,
    private readonly clock: Clock,
  ) {}

  /**
   * The document that a request names; null where it brings its own text, or the hash of one that may be known from
   * another request. @throws BAD_REQUEST, DOCUMENT_REQUIRED, DOCUMENT_NOT_FOUND, DOCUMENT_NOT_ALLOWED, DOCUMENT_RETIRED
   */
  of({ query, documentId, extensions }: AskedDocument, key: KeyTerms | null): RegisteredDocument | null {
    const hasText = typeof query === 'string' && query !== '';
    if (documentId !== undefined && documentId !== null) {
      if (typeof documentId !== 'string' || hasText) throw gatewayErrors.BAD_REQUEST();
      return this.admitted(this.registry.byId(documentId), documentId, key);
    }
    const hash = hashIn(extensions);
    const document = hash === undefined || (hasText && !key) ? undefined : this.registry.byId(`sha256:${hash}`);
    if (document) return this.admitted(document, document.id, key);
    if (key) throw hash === undefined ? registryErrors.DOCUMENT_REQUIRED() : notFound(`sha256:${hash}`);
    return null;
  }

  /** The latest version of a name. @throws DOCUMENT_NOT_FOUND, DOCUMENT_NOT_ALLOWED, DOCUMENT_RETIRED */
  named(name: string, key: KeyTerms | null): RegisteredDocument {
    return this.admitted(this.registry.byName(name), name, key);
  }

  private admitted(document: RegisteredDocument | undefined, asked: string, key: KeyTerms | null): RegisteredDocument {
    if (!document) throw notFound(asked);
    if (key?.documents && !key.documents.includes(document.name))
      throw registryErrors.DOCUMENT_NOT_ALLOWED({ document: document.name });
    if (!document.runs(this.clock.now())) throw registryErrors.DOCUMENT_RETIRED({ document: document.name });
    return document;
  }
}

/** Most requests have no extensions: those are not looked at by a schema. */
function hashIn(extensions: unknown): string | undefined {
  if (extensions === undefined || extensions === null) return undefined;
  return persistedShape.safeParse(extensions).data?.persistedQuery.sha256Hash;
}

function notFound(asked: string) {
  return registryErrors.DOCUMENT_NOT_FOUND({ document: asked.slice(0, 200) });
}

/** What runs of a document that is registered: the operation that is asked for, or its only one. */
export function textOf({ body, name }: RegisteredDocument, operationName?: string | null) {
  return { query: body, operationName: operationName || name };
}

/** Notes which document a request runs, and tells its client where it is deprecated. */
export function announce(
  document: RegisteredDocument,
  context: Pick<GatewayContext, 'document'>,
  reply: FastifyReply,
): void {
  context.document = document;
  void reply.headers(deprecationHeaders(document));
}

/** Tells whoever runs a deprecated document so (RFC 9745), and until when it runs (RFC 8594). */
function deprecationHeaders({ state, changedAt, retiresAt }: RegisteredDocument): Record<string, string> {
  if (state !== 'DEPRECATED') return {};
  const since = { deprecation: `@${Math.floor(changedAt.getTime() / 1_000)}` };
  return retiresAt ? { ...since, sunset: retiresAt.toUTCString() } : since;
}
