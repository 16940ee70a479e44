import { costsBetween, type Costs, type Peer } from '../peers/peer';
import { load, type Load } from './load';
import { bodyOf, costOf, refuseDifferences, type Page } from './page';

export interface Plan {
  /** Rounds that do not count: caches fill, and code is compiled. */
  readonly warmUps: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

export interface Turn extends Load {
  /** Milliseconds of processor time that the peer took per request. */
  readonly cpu: number;
}

export interface MeasuredPeer {
  readonly name: string;
  /** Of one request. */
  readonly costs: Omit<Costs, 'cpu'>;
  /** One per round. */
  readonly turns: readonly Turn[];
}

export interface Measured {
  readonly page: string;
  readonly bytes: number;
  readonly peers: readonly MeasuredPeer[];
}

/**
 * Measures the peers in turns, each round in another order, so that a noisy minute or a warm cache falls on all of
 * them. Their answers are compared before and after.
 */
export async function measure(
  peers: readonly Peer[],
  page: Page,
  token: string,
  { warmUps, rounds, seconds, connections }: Plan,
): Promise<Measured> {
  const bytes = await refuseDifferences(peers, page, token);
  const turnOf = async (peer: Peer): Promise<Turn> => {
    const before = await peer.costs();
    const answer = await load({ url: peer.url, token, body: bodyOf(page), connections, seconds });
    const { cpu } = costsBetween(before, await peer.costs());
    return { ...answer, cpu: cpu / answer.requests };
  };
  const turns = new Map<Peer, Turn[]>(peers.map((peer) => [peer, []]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const first = round % peers.length;
    for (const peer of [...peers.slice(first), ...peers.slice(0, first)]) turns.get(peer)?.push(await turnOf(peer));
  }
  await refuseDifferences(peers, page, token);
  const measured: MeasuredPeer[] = [];
  for (const peer of peers) {
    const counted = (turns.get(peer) ?? []).slice(warmUps);
    measured.push({ name: peer.name, costs: await costOf(peer, page, token), turns: counted });
  }
  return { page: page.name, bytes, peers: measured };
}
