import { load, type Load } from './load';
import { bodyOf, costOf, headersOf, refuseDifferences, type Page } from './page';
import { countsBetween, type Counts, type Peer } from './peer';
import { cpuTime } from './processes';

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
  /** Share of a core that the peer's processes took. */
  readonly busy: number;
  /** Share of a core that `beside` took. */
  readonly besideBusy: number;
  /** Averages per request under this load. */
  readonly counts: Counts;
}

export interface MeasuredPeer {
  readonly name: string;
  /** Of one request alone. */
  readonly costs: Counts;
  /** Bytes of its body. */
  readonly bodyBytes: number;
  /** One per round. */
  readonly turns: readonly Turn[];
}

export interface Measured {
  readonly page: string;
  readonly bytes: number;
  readonly peers: readonly MeasuredPeer[];
}

interface Circumstances {
  /** Processes that serve all peers. */
  readonly beside?: readonly number[];
  /** Access tokens of the clients, one per connection; absent: all are nobody, or the one whose token the page has. */
  readonly tokens?: readonly string[];
}

/**
 * Measures the peers in turns, each round in another order, so that a noisy minute or a warm cache falls on all of
 * them. Their answers are compared before and after.
 */
export async function measure(
  peers: readonly Peer[],
  page: Page,
  { warmUps, rounds, seconds, connections }: Plan,
  { beside = [], tokens }: Circumstances = {},
): Promise<Measured> {
  const bytes = await refuseDifferences(peers, page);
  const bodies = new Map(peers.map((peer) => [peer, (peer.bodyOf ?? bodyOf)(page)]));
  const order = { headers: headersOf(page), connections, seconds, tokens };
  const turns = await inTurns(peers, { warmUps, rounds }, (peer) =>
    turnOf(peer, () => load({ ...order, url: peer.url, body: bodies.get(peer) ?? '' }), beside),
  );
  await refuseDifferences(peers, page);
  const measured: MeasuredPeer[] = [];
  for (const peer of peers) {
    const counted = turns.get(peer) ?? [];
    const bodyBytes = Buffer.byteLength(bodies.get(peer) ?? '');
    measured.push({ name: peer.name, costs: await costOf(peer, page), bodyBytes, turns: counted });
  }
  return { page: page.name, bytes, peers: measured };
}

/** What a peer's processes spend under a load. */
export async function turnOf<L extends Load>(
  peer: Pick<Peer, 'pids' | 'counts'>,
  underLoad: () => Promise<L>,
  beside: readonly number[] = [],
): Promise<L & Turn> {
  const { pids } = peer;
  const before = { counts: await peer.counts(), cpu: cpuTime(pids), beside: cpuTime(beside) };
  const answer = await underLoad();
  const cpu = cpuTime(pids) - before.cpu;
  const elapsed = (answer.requests / answer.requestsPerSecond) * 1_000;
  return {
    ...answer,
    cpu: cpu / answer.requests,
    busy: cpu / elapsed,
    besideBusy: (cpuTime(beside) - before.beside) / elapsed,
    counts: countsBetween(before.counts, await peer.counts(), answer.requests),
  };
}

/** Each peer's turns, one per round that counts; each round begins with another peer. */
export async function inTurns<P, T>(
  peers: readonly P[],
  { warmUps, rounds }: Pick<Plan, 'warmUps' | 'rounds'>,
  turn: (peer: P, round: number) => Promise<T>,
): Promise<ReadonlyMap<P, readonly T[]>> {
  const turns = new Map<P, T[]>(peers.map((peer) => [peer, []]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const first = round % peers.length;
    for (const peer of [...peers.slice(first), ...peers.slice(0, first)])
      turns.get(peer)?.push(await turn(peer, round));
  }
  return new Map(peers.map((peer) => [peer, (turns.get(peer) ?? []).slice(warmUps)]));
}
