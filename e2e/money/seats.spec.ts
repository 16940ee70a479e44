import { randomUUID } from 'node:crypto';
import { person } from '../../kit/testing/viewers';
import { Market } from './market';
import { buy, pay, mapSome } from './buying';

/** 200 by `LYCEUM_TEST_BUYERS=200`; they share two cores. */
const buyers = Number(process.env['LYCEUM_TEST_BUYERS'] ?? 30);
const seats = 5;

let market: Market;
beforeAll(async () => {
  market = await Market.open();
});
afterAll(() => market.close());

it(`Seats: ${buyers} people pay for ${seats} seats at once: ${seats} get in, the others get their money back by themselves`, async () => {
  const courseId = await market.course(seats);
  const people = Array.from({ length: buyers }, () => person(randomUUID()));
  const orders = await mapSome(people, (viewer) => buy(market, viewer, courseId));
  await mapSome(orders, (order) => pay(market, order));
  await market.settle();

  const states = await market.rows<{ state: string; count: number }>(
    'SELECT state, count(*)::int AS count FROM customer_order GROUP BY state ORDER BY state',
  );
  expect(states).toEqual([
    { state: 'FULFILLED', count: seats },
    { state: 'REFUNDED', count: buyers - seats },
  ]);
  const learners = await market.rows<{ id: string }>(
    `SELECT user_id AS id FROM enrollment WHERE course_id = $1 AND status = 'ACTIVE'`,
    [courseId],
    'enrollment',
  );
  const fulfilled = await market.rows<{ id: string }>(
    `SELECT user_id AS id FROM customer_order WHERE state = 'FULFILLED'`,
  );
  expect(new Set(learners.map(({ id }) => id))).toEqual(new Set(fulfilled.map(({ id }) => id)));
  const kept = [];
  for await (const charge of market.stripe.charges.list({ limit: 100 }))
    kept.push(charge.amount - charge.amount_refunded);
  expect(kept.filter((amount) => amount === 4900)).toHaveLength(seats);
  expect(kept.filter((amount) => amount === 0)).toHaveLength(buyers - seats);
  expect(await market.rows('SELECT sum(minor)::text AS sum FROM ledger_entry')).toEqual([{ sum: '0' }]);
  const subjects = market.house.mailer.letters.map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject === 'Your receipt')).toHaveLength(seats);
  expect(subjects.filter((subject) => subject === 'Your refund')).toHaveLength(buyers - seats);
});
