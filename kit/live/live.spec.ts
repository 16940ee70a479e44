import { liveTopic, openLiveTopics } from './live';

const topic = liveTopic<number>('numbers');

it('reaches each receiver of its key, and no other', async () => {
  const live = openLiveTopics();
  const [one, other, elsewhere] = ['a', 'a', 'b'].map((key) => topic.subscribe(live, key)[Symbol.asyncIterator]());
  const arriving = [one!.next(), other!.next()];
  const silent = elsewhere!.next();
  topic.publish(live, 'a', 1);
  expect(await Promise.all(arriving)).toEqual([
    { value: 1, done: false },
    { value: 1, done: false },
  ]);
  await elsewhere!.return?.();
  expect(await silent).toEqual({ value: undefined, done: true });
});

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
