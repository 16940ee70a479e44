import { randomUUID } from 'node:crypto';
import { defineJob, enqueue, type Job } from '../jobs/job';
import { recordSpans } from '../testing/recorded-spans';
import { sample } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';
import { traced } from '../tracing/span';
import type { EventEnvelope } from './catalog';
import { emit } from './emit';
import { emitAll } from './emit-all';
import { readEnvelope } from './envelope';

const given: object[] = [];
const remember: Job<{ readonly answer: number }> = defineJob('remember', (_scope, payload) => {
  given.push(payload);
  return Promise.resolve();
});

const spans = recordSpans();
const house = subgraphTest({ ...sample, jobs: [...sample.jobs, remember] });
beforeEach(() => spans.clear());

const settle = async (): Promise<void> => {
  for (let round = 0; round < 2; round += 1) await house.settle();
};

it('an event is published and handled in the trace in which it happened', async () => {
  await traced('cause', {}, () =>
    house.as().transaction((tx) => emit(tx, 'user.registered', { userId: randomUUID() })),
  );
  await settle();
  const cause = await spans.one('cause');
  expect(spans.tree(cause)).toBe(
    ['cause', '  publish user.registered', '    handle user.registered/default'].join('\n'),
  );
  const handled = await spans.one('handle user.registered/default');
  expect(spans.statements(handled)).toContainEqual(expect.stringContaining('INSERT INTO seen'));
});

it('so are many events that are emitted at once', async () => {
  const payloads = [{ userId: randomUUID() }, { userId: randomUUID() }];
  await traced('cause', {}, () => house.as().transaction((tx) => emitAll(tx, 'user.registered', payloads)));
  await settle();
  const published = spans.below(await spans.one('cause')).filter(({ name }) => name === 'publish user.registered');
  expect(published).toHaveLength(2);
});

it('an event that brings no trace begins one', async () => {
  await house.deliver('user.registered', { userId: randomUUID() });
  const handled = await spans.one('handle user.registered/default');
  expect(handled.parentSpanContext).toBeUndefined();
});

it('a job goes on with the trace that added it, and gets what it was given and no more', async () => {
  await traced('cause', {}, () => enqueue(house.as(), remember, { answer: 42 }));
  await house.settle();
  expect(spans.tree(await spans.one('cause'))).toBe('cause\n  job remember');
  expect(given).toEqual([{ answer: 42 }]);
});

it('an event is one with and without a trace', () => {
  const event: EventEnvelope<'user.registered'> = {
    id: randomUUID(),
    name: 'user.registered',
    version: 1,
    occurredAt: new Date().toISOString(),
    payload: { userId: randomUUID() },
  };
  const withTrace = { ...event, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  expect(readEnvelope(event)).toEqual(event);
  expect(readEnvelope(withTrace)).toEqual(withTrace);
});
