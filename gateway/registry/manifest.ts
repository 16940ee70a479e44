import { createHash } from 'node:crypto';
import { GraphQLError, Kind, parse } from 'graphql';
import { z } from 'zod';
import { PlainError } from '../../kit/errors/plain-error';
import type { DocumentKind } from './document.entity';

/** A document as its author wants it registered. */
export interface ManifestDocument {
  readonly id: string;
  readonly name: string;
  readonly kind: DocumentKind;
  readonly body: string;
}

/** A manifest that cannot be read; the message says where and why. */
export class ManifestError extends PlainError {
  override readonly name = 'ManifestError';
}

/** What `@apollo/generate-persisted-query-manifest` writes. */
const apolloShape = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), name: z.string(), type: z.string(), body: z.string() })),
});
/** What Relay's compiler writes: id → text. */
const relayShape = z.record(z.string(), z.string());

const hash = /^[0-9a-f]{64}$/;
const customId = /^[A-Za-z0-9._~-]{1,200}$/;

/** The id that a text has without its author giving one. */
export function documentId(body: string): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

/** Reads Apollo's manifest of persisted queries, or Relay's map. @throws ManifestError */
export function readManifest(text: string): ManifestDocument[] {
  const json = parsed(text);
  const apollo = apolloShape.safeParse(json);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => documentOf(id, body));
  const relay = relayShape.safeParse(json);
  if (!relay.success)
    throw new ManifestError("The manifest is neither Apollo's format (version 1) nor Relay's map of ids to texts.");
  return Object.entries(relay.data).map(([id, body]) => documentOf(id, body));
}

function documentOf(id: string, body: string): ManifestDocument {
  const isHash = hash.test(id.replace(/^sha256:/, ''));
  const own = documentId(body);
  if (isHash && `sha256:${id.replace(/^sha256:/, '')}` !== own)
    throw new ManifestError(`${id} is not the SHA-256 of its text, which is ${own}.`);
  if (!isHash && !customId.test(id))
    throw new ManifestError(`${id} is no id: letters, digits and -._~ only, or sha256: and 64 hexadecimal digits.`);
  return { id: isHash ? own : id, body, ...operationIn(id, body) };
}

function operationIn(id: string, body: string): Pick<ManifestDocument, 'name' | 'kind'> {
  const operations = definitions(id, body).filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation?.name || operations.length > 1) throw new ManifestError(`${id} needs one operation, with a name.`);
  return { name: operation.name.value, kind: operation.operation };
}

function definitions(id: string, body: string) {
  try {
    return parse(body, { noLocation: true, maxTokens: 100_000 }).definitions;
  } catch (error) {
    if (error instanceof GraphQLError) throw new ManifestError(`${id} is no GraphQL: ${error.message}`);
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ManifestError(`The manifest is no JSON: ${(error as Error).message}`);
  }
}
