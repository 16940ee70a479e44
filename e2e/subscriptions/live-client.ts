import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import { WebSocket } from 'ws';
import { hearing } from '../../kit/testing/hearing';
import type { Lyceum } from '../harness/lyceum';

export interface Message {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export type Stream = AsyncIterableIterator<Message>;

/** A client of graphql-ws, as other people's applications have it. */
export function connect(lyceum: Lyceum, token: string | null, options: Partial<ClientOptions> = {}): Client {
  return createClient({
    url: `${lyceum.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    retryAttempts: 0,
    ...options,
  });
}

/** Begins something that listens to so many live topics, and returns once it does. */
export const listening = <T>({ house: { live } }: Lyceum, begin: () => T, topics = 1): Promise<Awaited<T>> =>
  hearing(live, begin, topics);

/** A subscription that has begun; one with a gate listens to two topics. */
export function follow(lyceum: Lyceum, client: Client, query: string, variables: object, topics = 1): Promise<Stream> {
  return listening(lyceum, () => client.iterate({ query, variables: { ...variables } }) as unknown as Stream, topics);
}

/** What is left of a stream; begin to read before it ends. */
export async function rest(stream: AsyncIterator<Message>): Promise<Message[]> {
  const seen: Message[] = [];
  for (let next = await stream.next(); !next.done; next = await stream.next()) seen.push(next.value);
  return seen;
}

/** The code of the error that ends a stream. */
export async function codeOfEnd(stream: AsyncIterator<Message>): Promise<unknown> {
  return rest(stream).then(
    () => 'complete',
    (errors: Message['errors']) => errors?.[0]?.extensions?.code,
  );
}
