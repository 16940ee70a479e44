import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { countsBetween, type Counts, type Peer } from './peer';

/** What is asked for: an operation and its variables. */
export interface Page {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly token?: string;
  /** What the answer must have: a page without its learner's progress costs less. */
  readonly whole: z.ZodType;
}

export const bodyOf = ({ query, variables }: Pick<Page, 'query' | 'variables'>): string =>
  JSON.stringify({ query, variables });

export const headersOf = ({ token }: Pick<Page, 'token'>): Record<string, string> => ({
  'content-type': 'application/json',
  ...(token ? { authorization: `Bearer ${token}` } : {}),
});

/** The data that a peer answers, and its size. @throws where it answers errors */
export async function fetchPage(peer: Peer, page: Page): Promise<{ data: unknown; bytes: number }> {
  const response = await fetch(peer.url, {
    method: 'POST',
    headers: headersOf(page),
    body: (peer.bodyOf ?? bodyOf)(page),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: readonly { message: string }[] };
  if (errors || !data) throw new Error(`The ${peer.name} fails on the ${page.name}: ${text.slice(0, 500)}`);
  return { data, bytes: Buffer.byteLength(text) };
}

/** @throws where a page is not whole, or peers answer different data: then there is nothing to compare */
export async function refuseDifferences(peers: readonly Peer[], page: Page): Promise<number> {
  const answers = await Promise.all(peers.map((peer) => fetchPage(peer, page)));
  const [first] = answers;
  const odd = peers.find((_, index) => !isDeepStrictEqual(answers[index]?.data, first?.data));
  if (!first || odd)
    throw new Error(`The ${odd?.name} answers other data for the ${page.name} than the ${peers[0]?.name}.`);
  const { error } = page.whole.safeParse(first.data);
  if (error) throw new Error(`The ${page.name} is not whole.\n${z.prettifyError(error)}`);
  return first.bytes;
}

/** What one request costs: the least of a few, because now and then one also reads the key set. */
export async function costOf(peer: Peer, page: Page): Promise<Counts> {
  const costs: Counts[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const before = await peer.counts();
    await fetchPage(peer, page);
    costs.push(countsBetween(before, await peer.counts()));
  }
  const names = Object.keys(costs[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, Math.min(...costs.map((cost) => cost[name] ?? 0))]));
}
