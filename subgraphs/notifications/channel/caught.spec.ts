import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { notifications } from '..';
import { Browser } from '../testing/browser';
import { People } from '../testing/people';
import { shorten } from './shorten';

const house = subgraphTest(notifications, { PUBLIC_URL: 'https://lyceum.test' });
const people = new People(house);

it('without providers, text messages and push messages are caught, to be read', async () => {
  const { userId } = await people.someone();
  const [number, browser] = ['+4915112345678', new Browser('https://push.example.org/abc')];
  await people.done(userId, 'setPhoneNumber', { number });
  await people.done(userId, 'registerPushSubscription', browser.subscription);
  await house.settle();
  const { caught } = house.house;
  await people.done(userId, 'verifyPhoneNumber', { code: /\d{6}/.exec(caught.to(number)[0]!.text)![0] });
  await people.promote(userId, 'Waves');
  expect(caught.to(number)[0]).toMatchObject({
    channel: 'SMS',
    title: null,
    text: expect.stringContaining('Waves') as string,
  });
  expect(caught.to('push.example.org')).toMatchObject([{ channel: 'PUSH', title: 'A seat is yours: Waves' }]);
});

it('text is cut where a reader counts characters', () => {
  expect(shorten('a  b\nc', { characters: 10 })).toBe('a b c');
  expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', { characters: 2 })).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', { characters: 3, bytes: 40 })).toBe('👩‍👩‍👧‍👦…');
});
