import { RawSubscriber } from '../subscriptions/raw-subscriber';

export interface ListenersOrder {
  readonly url: string;
  readonly query: string;
  readonly variables: object;
  /** One per listener. */
  readonly tokens: readonly string[];
}

/** What the listeners of one process have heard. */
export interface Heard {
  /** Of each message, by its number: how many have it, and milliseconds until the last of them had. */
  readonly messages: readonly (readonly [number: number, count: number, last: number])[];
  /** Milliseconds until a listener had a message, of all of both; told where they are asked for. */
  readonly latencies: Float64Array;
  /** Messages whose place was not the next one of their listener. */
  readonly outOfOrder: number;
  /** Listeners who have heard anything at all: the protocol does not say when a subscription listens. */
  readonly listening: number;
  /** Connections that are no more. */
  readonly ended: number;
}

/** How it stands; all of it, latencies too; or the same as the first, and to begin anew. */
export type Question = 'look' | 'all' | 'reset';

/** So many connections are begun at a time: a listening queue has its bounds. */
const atATime = 50;

const place = /"seq":(\d+)/;

async function run({ url, query, variables, tokens }: ListenersOrder): Promise<void> {
  const messages = new Map<number, { count: number; last: number }>();
  const latencies: number[] = [];
  let [outOfOrder, listening, ended] = [0, 0, 0];
  const onEnd = (): void => void (ended += 1);
  const open = (token: string): Promise<RawSubscriber> => {
    let before: number | null = null;
    return RawSubscriber.open(
      url,
      { query, variables, token },
      {
        onEnd,
        onEvent: ({ event, at }, text) => {
          const latency = Number(process.hrtime.bigint() - at) / 1e6;
          const seq = Number(place.exec(text)?.[1]);
          if (before === null) listening += 1;
          else if (seq !== before + 1) outOfOrder += 1;
          before = seq;
          // What only says that they listen.
          if (event <= 0) return;
          latencies.push(latency);
          const known = messages.get(event) ?? { count: 0, last: 0 };
          messages.set(event, known);
          known.count += 1;
          known.last = Math.max(known.last, latency);
        },
      },
    );
  };
  const listeners: RawSubscriber[] = [];
  for (let from = 0; from < tokens.length; from += atATime)
    listeners.push(...(await Promise.all(tokens.slice(from, from + atATime).map(open))));
  process.on('message', (order: Question) => {
    if (order === 'reset') {
      messages.clear();
      latencies.length = 0;
    }
    const told = [...messages].map(([number, { count, last }]) => [number, count, last] as const);
    const asked = order === 'all' ? Float64Array.from(latencies) : new Float64Array();
    process.send?.({ messages: told, latencies: asked, outOfOrder, listening, ended } satisfies Heard);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

process.once('message', (order: ListenersOrder) => void run(order));
