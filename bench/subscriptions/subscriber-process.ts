import { RawSubscriber } from './raw-subscriber';

export interface SubscribersOrder {
  readonly url: string;
  readonly query: string;
  readonly count: number;
  /** So many of them stop reading when they are told to. */
  readonly stalled: number;
}

/** What the subscribers of one process have seen since they were asked last. */
export interface Seen {
  /** Milliseconds from the source to the client: of each event, one per subscriber that reads. */
  readonly events: readonly (readonly [event: number, latencies: Float64Array])[];
  /** Connections that are no more. */
  readonly ended: number;
}

/** So many connections are begun at a time: a listening queue has its bounds. */
const atATime = 100;

async function run({ url, query, count, stalled }: SubscribersOrder): Promise<void> {
  const events = new Map<number, number[]>();
  const subscribers: RawSubscriber[] = [];
  let ended = 0;
  const onEnd = (): void => void (ended += 1);
  const onEvent = ({ event, at }: { event: number; at: bigint }): void => {
    const latencies = events.get(event) ?? [];
    events.set(event, latencies);
    latencies.push(Number(process.hrtime.bigint() - at) / 1e6);
  };
  while (subscribers.length < count) {
    const some = Math.min(atATime, count - subscribers.length);
    const opening = Array.from({ length: some }, () => RawSubscriber.open(url, { query }, { onEvent, onEnd }));
    subscribers.push(...(await Promise.all(opening)));
  }
  process.on('message', (order: 'look' | 'stall') => {
    if (order === 'stall') for (const subscriber of subscribers.slice(0, stalled)) subscriber.stall();
    const seen = [...events].map(([event, latencies]) => [event, Float64Array.from(latencies)] as const);
    events.clear();
    process.send?.({ events: seen, ended } satisfies Seen);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

void run(JSON.parse(process.argv[2] ?? '{}') as SubscribersOrder);
