import type { FastifyInstance } from 'fastify';
import { serveSubgraph } from '../subgraph/server';
import { enqueue } from '../jobs/job';
import { failingJob, poison, sample } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';

const METRICS_TOKEN = 'what only Prometheus knows';
const house = subgraphTest(sample, { EVENT_ATTEMPTS: '1', METRICS_TOKEN });
let app: FastifyInstance;

beforeAll(() => (app = serveSubgraph(house.subgraph)));
afterAll(() => app.close());

const authorization = `Bearer ${METRICS_TOKEN}`;
const page = async (): Promise<string> => (await app.inject({ url: '/metrics', headers: { authorization } })).body;
const dead = async (kind: string): Promise<string | undefined> =>
  new RegExp(`^lyceum_subgraph_dead\\{subgraph="sample",kind="${kind}"\\} (.*)$`, 'm').exec(await page())?.[1];

it('a subgraph that is served by itself shows it to who has the token, beside the process', async () => {
  expect((await app.inject({ url: '/metrics' })).statusCode).toBe(401);
  expect(await page()).toContain('process_cpu_seconds_total');
});

it('counts dead events and dead jobs, until they are gone', async () => {
  expect([await dead('event'), await dead('job')]).toEqual(['0', '0']);
  await house.deliver('user.registered', { userId: poison });
  for (const reason of ['one', 'two']) await enqueue(house.as(), failingJob, { reason }, { maxAttempts: 1 });
  expect([await dead('event'), await dead('job')]).toEqual(['1', '0']);
  await house.settle();
  expect([await dead('event'), await dead('job')]).toEqual(['1', '2']);
  await house.as().db.query('DELETE FROM graphile_worker._private_jobs');
  expect([await dead('event'), await dead('job')]).toEqual(['0', '0']);
});

it('what cannot be counted is not shown, and hides nothing else', async () => {
  const { database } = house.subgraph.resources;
  const answers = jest.spyOn(database.manager, 'query').mockRejectedValueOnce(new Error('The database is away.'));
  const shown = await page();
  expect(answers).toHaveBeenCalledTimes(1);
  expect(shown).not.toContain('lyceum_subgraph_dead{');
  expect(shown).toContain('process_cpu_seconds_total');
  expect(await dead('job')).toBe('0');
});
