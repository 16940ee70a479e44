import type { FastifyInstance } from 'fastify';
import { defineSubgraph } from '../subgraph/define';
import { serveSubgraph } from '../subgraph/server';
import { sample } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';
import { countedBySql } from './counted-metric';

const house = subgraphTest(
  defineSubgraph({
    ...sample,
    metrics: [
      countedBySql('lyceum_sample_things', 'Things by kind.', {
        labels: ['kind'],
        sql: `SELECT kind, value FROM (VALUES ('a', 1), ('b', 2)) AS things (kind, value)`,
      }),
      countedBySql('lyceum_sample_hour', 'The hour.', {
        sql: `SELECT extract(hour FROM $1::timestamptz AT TIME ZONE 'UTC') AS value`,
      }),
      countedBySql('lyceum_sample_nothing', 'Nothing.', { sql: 'SELECT 1 AS value WHERE false' }),
      countedBySql('lyceum_sample_broken', 'Broken.', { sql: 'SELECT value FROM nowhere' }),
    ],
  }),
);
let app: FastifyInstance;
beforeAll(() => (app = serveSubgraph(house.subgraph)));
afterAll(() => app.close());

it('shows what is counted when it is looked at; what is not there, or cannot be counted, is not shown', async () => {
  const { body } = await app.inject({ url: '/metrics' });
  const shown = body.split('\n').filter((line) => line.startsWith('lyceum_sample_'));
  expect(shown).toEqual([
    'lyceum_sample_things{kind="a"} 1',
    'lyceum_sample_things{kind="b"} 2',
    'lyceum_sample_hour 9',
  ]);
  expect(body).toContain('lyceum_subgraph_dead{');
  house.clock.advance({ hours: 1 });
  expect((await app.inject({ url: '/metrics' })).body).toContain('lyceum_sample_hour 10');
});
