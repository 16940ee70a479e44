import { liveTopic, openLiveTopics } from './live';
import { describeLiveTopics } from './live.contract';

const topic = liveTopic<number>('numbers');

describeLiveTopics(openLiveTopics);

it('a receiver that is slow loses the oldest messages; the publisher and the others notice nothing', async () => {
  const live = openLiveTopics();
  const slow = topic.subscribe(live, 'a')[Symbol.asyncIterator]();
  const first = slow.next();
  for (let number = 0; number < 5_000; number += 1) topic.publish(live, 'a', number);
  expect(await first).toEqual({ value: 0, done: false });
  expect(await slow.next()).toEqual({ value: 4_000, done: false });
  const late = topic.subscribe(live, 'a')[Symbol.asyncIterator]();
  const next = late.next();
  topic.publish(live, 'a', 5_000);
  expect(await next).toEqual({ value: 5_000, done: false });
});
