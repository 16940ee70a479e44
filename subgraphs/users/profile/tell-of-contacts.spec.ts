import { openContact } from '../../../kit/identity/contact';
import type { EventEnvelope } from '../../../kit/events/catalog';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { users } from '..';
import { contacts } from '../migrations/1764700000000-contacts';

const house = subgraphTest(users);
const many = 520;

/** What waits to be told, and when. */
const waiting = () =>
  house
    .as()
    .db.query<{ isLater: boolean }[]>(
      `SELECT run_at > now() + interval '9 minutes' AS "isLater" FROM graphile_worker.jobs WHERE task_identifier = 'tell_of_contacts'`,
    );

it('who was there before anybody heard how people are reached is told of once, page by page; who is erased is not', async () => {
  // A new house has nobody to tell of.
  expect(await waiting()).toEqual([]);
  const insert = `
    INSERT INTO account (id, username, display_name, links, locale, time_zone, email, email_verified_at, erased_at, version, created_at, updated_at)
    SELECT gen_random_uuid(), 'person-' || n, 'Person ' || n, '[]', 'en', 'UTC', CASE WHEN n > 0 THEN n || '@lyceum.test' END,
           now(), CASE WHEN n = 0 THEN now() END, 3, now(), now()
      FROM generate_series(0, $1::int) n`;
  await house.as().db.query(insert, [many]);
  const runner = house.as().db.connection.createQueryRunner();
  await new contacts().up(runner);
  await runner.release();
  expect(await waiting()).toEqual([{ isLater: true }]);

  const heard: EventEnvelope<'user.changed'>[] = [];
  await house.house.bus.subscribe('listener', ['user.changed'], (event) => {
    heard.push(event as EventEnvelope<'user.changed'>);
    return Promise.resolve();
  });
  await house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await house.settle();
  const emails = heard.map(({ payload: { userId, version, contact } }) => {
    expect(version).toBe(3);
    return openContact(house.house.secrets, userId, version, contact).email;
  });
  expect(emails.toSorted()).toEqual(Array.from({ length: many }, (_, n) => `${n + 1}@lyceum.test`).toSorted());
  expect(await waiting()).toEqual([]);
});
