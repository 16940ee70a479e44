import { setImmediate as turn } from 'node:timers/promises';
import type { LiveTopics } from '../live/live';
import { until } from './until';

/**
 * Begins what listens to live topics, and goes on once it does, so many times: the protocols do not say when that is, and
 * no other answer proves it.
 */
export async function hearing<T>(live: LiveTopics, begin: () => T, times = 1): Promise<Awaited<T>> {
  const subscribe = live.subscribe.bind(live);
  let heard = 0;
  live.subscribe = (...given) => {
    heard += 1;
    return subscribe(...given);
  };
  const begun = begin();
  await until(() => heard >= times);
  live.subscribe = subscribe;
  // Whoever subscribes asks for the first message in the same turn.
  await turn();
  return await begun;
}
