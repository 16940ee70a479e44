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
  const turnOf = async (peer: Peer): Promise<Turn> => {
    const { pids, url } = peer;
    const before = { counts: await peer.counts(), cpu: cpuTime(pids), beside: cpuTime(beside) };
    const answer = await load({
      url,
      headers: headersOf(page),
      body: bodies.get(peer) ?? '',
      connections,
      seconds,
      tokens,
    });
    const cpu = cpuTime(pids) - before.cpu;
    const elapsed = (answer.requests / answer.requestsPerSecond) * 1_000;
    return {
      ...answer,
      cpu: cpu / answer.requests,
      busy: cpu / elapsed,
      besideBusy: (cpuTime(beside) - before.beside) / elapsed,
      counts: countsBetween(before.counts, await peer.counts(), answer.requests),
    };
  };
  const turns = new Map<Peer, Turn[]>(peers.map((peer) => [peer, []]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const first = round % peers.length;
    for (const peer of [...peers.slice(first), ...peers.slice(0, first)]) turns.get(peer)?.push(await turnOf(peer));
  }
  await refuseDifferences(peers, page);
  const measured: MeasuredPeer[] = [];
  for (const peer of peers) {
    const counted = (turns.get(peer) ?? []).slice(warmUps);
    const bodyBytes = Buffer.byteLength(bodies.get(peer) ?? '');
    measured.push({ name: peer.name, costs: await costOf(peer, page), bodyBytes, turns: counted });
  }
  return { page: page.name, bytes, peers: measured };
}
