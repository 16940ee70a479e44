import type { Costs, Peer } from '../peers/peer';
import { load, type Load } from './load';
import { bodyOf, costOf, refuseDifferences, type Page } from './page';

export interface Plan {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

export interface Measured {
  readonly page: string;
  readonly bytes: number;
  readonly peers: readonly { readonly name: string; readonly costs: Costs; readonly loads: readonly Load[] }[];
}

/**
 * Measures the peers in turns, each round in another order, so that a noisy minute or a warm cache falls on all of
 * them. Their answers are compared before and after.
 */
export async function measure(
  peers: readonly Peer[],
  page: Page,
  token: string,
  { rounds, seconds, connections }: Plan,
): Promise<Measured> {
  const bytes = await refuseDifferences(peers, page, token);
  const run = (peer: Peer): Promise<Load> => load({ url: peer.url, token, body: bodyOf(page), connections, seconds });
  const loads = new Map<Peer, Load[]>(peers.map((peer) => [peer, []]));
  for (const peer of peers) await run(peer);
  for (let round = 0; round < rounds; round += 1) {
    const first = round % peers.length;
    for (const peer of [...peers.slice(first), ...peers.slice(0, first)]) loads.get(peer)?.push(await run(peer));
  }
  await refuseDifferences(peers, page, token);
  const costs = new Map<Peer, Costs>();
  for (const peer of peers) costs.set(peer, await costOf(peer, page, token));
  return {
    page: page.name,
    bytes,
    peers: peers.map((peer) => ({ name: peer.name, costs: costs.get(peer)!, loads: loads.get(peer)! })),
  };
}
