import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';

export interface LyceumClientOptions {
  /** Of the gateway, such as `https://learn.example.com/graphql`. */
  readonly url: string;
  /** An access token, or a function that has a fresh one. */
  readonly token?: string | (() => string | Promise<string>);
  /** Instead of a token, for programs: runs registered documents only. */
  readonly apiKey?: string;
}

export interface LyceumError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [fact: string]: unknown };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly LyceumError[];
}

/** The answer had errors; what there is of the data is in `data`. */
export class LyceumRefusal extends Error {
  override readonly name = 'LyceumRefusal';

  constructor(
    readonly errors: readonly LyceumError[],
    readonly data: unknown,
  ) {
    super(errors.map(({ message }) => message).join(' '));
  }

  /** Of the first error; docs/errors.md lists them. */
  get code(): string | undefined {
    return this.errors[0]?.extensions.code;
  }
}

/** Typed operations over fetch, and subscriptions over graphql-ws. Works in browsers and in Node. */
export class LyceumClient {
  private socket: Client | undefined;

  constructor(private readonly options: LyceumClientOptions) {}

  /** Runs a query or a mutation, as a registered document where it is one. @throws LyceumRefusal */
  async request<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    const query = print(document);
    const documentId = await idOf(query);
    const byId = await this.post({ documentId, variables });
    const isUnknown = byId.errors?.[0]?.extensions.code === 'DOCUMENT_NOT_FOUND' && !this.options.apiKey;
    const { data, errors } = isUnknown ? await this.post({ query, variables }) : byId;
    if (errors || !data) throw new LyceumRefusal(errors ?? [], data);
    return data as Data;
  }

  /** The events of a subscription, until the loop is left. @throws LyceumRefusal */
  async *subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): AsyncGenerator<Data, void> {
    this.socket ??= createClient({
      url: this.options.url.replace(/^http/, 'ws'),
      connectionParams: () => this.credentials(),
    });
    for await (const { data, errors } of this.socket.iterate<Data>({ query: print(document), variables })) {
      if (errors) throw new LyceumRefusal(errors as unknown as readonly LyceumError[], data);
      if (data) yield data;
    }
  }

  async close(): Promise<void> {
    await this.socket?.dispose();
  }

  private async post(body: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...(await this.credentials()) };
    const response = await fetch(this.options.url, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Answer;
  }

  private async credentials(): Promise<Record<string, string>> {
    const { token, apiKey } = this.options;
    if (apiKey) return { 'x-api-key': apiKey };
    const current = typeof token === 'function' ? await token() : token;
    return current ? { authorization: `Bearer ${current}` } : {};
  }
}

/** As GraphQL over HTTP names a persisted document: the SHA-256 of its text. */
async function idOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `sha256:${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
