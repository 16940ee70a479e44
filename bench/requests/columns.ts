import { cpu, overRounds, rate, ratio, spread, type Columns } from '../measure/report';
import type { MeasuredPeer, Turn } from '../measure/rounds';

const underLoad = (peer: MeasuredPeer, name: string): string =>
  overRounds(peer, ({ counts }) => counts[name] ?? 0).toFixed(2);

/** Share of a core, in percent. */
const busy = (peer: MeasuredPeer, value: (turn: Turn) => number): string => (overRounds(peer, value) * 100).toFixed(0);

export const columns: Columns = {
  'requests/s': (peer) => overRounds(peer, rate).toFixed(0),
  'lowest – highest': (peer) => spread(peer, rate, 0),
  'of @apollo/gateway': (peer, yardstick) => ratio(peer, yardstick, rate),
  'CPU ms per request': (peer) => overRounds(peer, cpu).toFixed(3),
  'p50 ms': (peer) => overRounds(peer, ({ p50 }) => p50).toFixed(1),
  'p99 ms': (peer) => overRounds(peer, ({ p99 }) => p99).toFixed(1),
  'bytes of the request': ({ bodyBytes }) => String(bodyBytes),
  'subgraph calls': ({ costs }) => String(costs['calls']),
  representations: ({ costs }) => String(costs['representations']),
  'calls per request under load': (peer) => underLoad(peer, 'calls'),
  'gateway %': (peer) => busy(peer, (turn) => turn.busy),
  'subgraphs %': (peer) => busy(peer, (turn) => turn.besideBusy),
  'load generator %': (peer) => busy(peer, (turn) => turn.generator),
};
