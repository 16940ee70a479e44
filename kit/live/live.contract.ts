import { until } from '../testing/until';
import { liveTopic, type LiveTopics } from './live';
import { readNumbered } from './numbered';

const topic = liveTopic<number>('numbers');

/** What any kind of live topics does; the same for one process and for many. */
export function describeLiveTopics(open: () => LiveTopics): void {
  /** A receiver that hears from now on, and what it has heard. */
  async function receiver(live: LiveTopics, key: string): Promise<{ heard: number[]; leave: () => Promise<unknown> }> {
    const heard: number[] = [];
    const messages = topic.subscribe(live, key, 0)[Symbol.asyncIterator]();
    await messages.next();
    void (async () => {
      for (let next = await messages.next(); !next.done; next = await messages.next()) heard.push(next.value);
    })();
    return { heard, leave: () => messages.return?.() ?? Promise.resolve() };
  }

  it('reaches each receiver of its key, in order, and no other', async () => {
    const live = open();
    const [one, other, elsewhere] = [await receiver(live, 'a'), await receiver(live, 'a'), await receiver(live, 'b')];
    for (const number of [1, 2, 3]) topic.publish(live, 'a', number);
    topic.publish(live, 'b', 9);
    await until(() => one.heard.length === 3 && other.heard.length === 3 && elsewhere.heard.length === 1);
    expect([one.heard, other.heard, elsewhere.heard]).toEqual([[1, 2, 3], [1, 2, 3], [9]]);
    await Promise.all([one.leave(), other.leave(), elsewhere.leave()]);
  });

  it('who has left hears no more; who stays does', async () => {
    const live = open();
    const [one, other] = [await receiver(live, 'c'), await receiver(live, 'c')];
    await one.leave();
    topic.publish(live, 'c', 1);
    await until(() => other.heard.length === 1);
    expect(one.heard).toEqual([]);
    await other.leave();
    const late = await receiver(live, 'c');
    topic.publish(live, 'c', 2);
    await until(() => late.heard.length === 1);
    expect([other.heard, late.heard]).toEqual([[1], [2]]);
    await late.leave();
  });

  it('numbered topics begin with a message without texts; then each message comes', async () => {
    const live = open();
    const messages = live.subscribeNumbered('texts:d')[Symbol.asyncIterator]();
    const next = async (): Promise<readonly string[]> =>
      readNumbered((await messages.next()).value as readonly string[]).texts;
    expect(await next()).toEqual([]);
    live.publishNumbered('texts:d', ['One', '*']);
    live.publishNumbered('texts:d', []);
    expect([await next(), await next()]).toEqual([['One', '*'], []]);
    await messages.return?.();
  });
}
