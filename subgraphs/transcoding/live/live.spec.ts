import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { hearing } from '../../../kit/testing/hearing';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { transcoding } from '..';
import type { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeJobService } from '../job/transcode-job.service';
import { HoldingService } from '../task/holding.service';
import { LeasingService } from '../task/leasing.service';
import { OutcomeService } from '../task/outcome.service';
import { probed } from '../testing/plan';
import { jobFactory } from '../testing/upload';

const house = subgraphTest(transcoding);
const admin = administrator(randomUUID());
const worker = randomUUID();

interface Message {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}
type Stream = AsyncGenerator<Message>;

const JOB = 'subscription ($id: ID!) { transcodeJobChanged(id: $id) { job { state percent } } }';
const QUEUE = 'subscription { transcodeQueueChanged { queue { runningTasks waitingTasks } } }';

/** Messages of a subscription, from the moment on at which it listens to its topic. */
async function follow(
  query: string,
  viewer: Viewer,
  id: string,
): Promise<{ next: () => Promise<Message | undefined> }> {
  const stream = house.subgraph.subscribe({ query, variables: { id } }, viewer, {}) as Stream;
  const [first] = await hearing(house.house.live, () => [stream.next()] as const);
  let waiting: Promise<IteratorResult<Message>> | null = first;
  return {
    next: async () => {
      const { value, done } = await (waiting ?? stream.next());
      waiting = null;
      return done === true ? undefined : value;
    },
  };
}

const make = async (ownerId: string): Promise<TranscodeJob> => (await house.make(jobFactory, [{ ownerId }]))[0]!;
const at = (state: string, percent: number) => ({ data: { transcodeJobChanged: { job: { state, percent } } } });

beforeEach(async () => {
  await house.as().db.query('DELETE FROM transcode_job');
});

it('the owner follows a job from state to state, and by its frames', async () => {
  const owner = person(randomUUID());
  const job = await make(owner.id!);
  const stream = await follow(JOB, owner, job.id);
  const probe = await house.as().get(LeasingService).lease(worker);
  expect(await stream.next()).toEqual(at('PROBING', 0));
  await house.as().get(OutcomeService).complete(probe!, probed());
  expect(await stream.next()).toEqual(at('ENCODING', 0));
  const encode = await house.as().get(LeasingService).lease(worker);
  expect(await stream.next()).toEqual(at('ENCODING', 0));
  await house
    .as()
    .get(HoldingService)
    .beat(worker, [{ ...encode!, done: 150 }]);
  expect(await stream.next()).toEqual(at('ENCODING', 47.5));
  await house.as().get(TranscodeJobService).cancel(job.id);
  expect(await stream.next()).toEqual(at('CANCELLED', 47.5));
});

it('a heartbeat without a new frame tells nobody anything', async () => {
  const job = await make(randomUUID());
  const told: string[] = [];
  const { live } = house.house;
  await house
    .as()
    .get(OutcomeService)
    .complete((await house.as().get(LeasingService).lease(worker))!, probed());
  const encode = await house.as().get(LeasingService).lease(worker);
  const publish = live.publish.bind(live);
  live.publish = (topic) => void told.push(topic);
  for (const done of [30, 30, 30, 60])
    await house
      .as()
      .get(HoldingService)
      .beat(worker, [{ ...encode!, done }]);
  live.publish = publish;
  expect(told.filter((topic) => topic === `transcode_job:${job.id}`)).toHaveLength(2);
});

it('Subscriptions: a stream ends with the asset, and for who may no longer see it', async () => {
  const owner = person(randomUUID());
  const job = await make(owner.id!);
  const stream = await follow(JOB, owner, job.id);
  await house.as().get(TranscodeJobService).forget(job.assetId);
  expect(await stream.next()).toBeUndefined();
});

it('operators follow the queue', async () => {
  const stream = await follow(QUEUE, admin, '');
  await make(randomUUID());
  expect(await stream.next()).toEqual({
    data: { transcodeQueueChanged: { queue: { runningTasks: 0, waitingTasks: 1 } } },
  });
  await house.as().get(LeasingService).lease(worker);
  expect(await stream.next()).toEqual({
    data: { transcodeQueueChanged: { queue: { runningTasks: 1, waitingTasks: 0 } } },
  });
});

it('refuses strangers at the start, as if there were nothing', async () => {
  const job = await make(randomUUID());
  const code = async (viewer: Viewer, query: string, id: string): Promise<unknown> => {
    const { value } = await house.subgraph.subscribe({ query, variables: { id } }, viewer, {}).next();
    return (value as Message).errors?.[0]?.extensions?.code;
  };
  const managerOfA = person(randomUUID(), {
    grants: [grant('staff', ['transcode.manage'], { organisationId: randomUUID() })],
  });
  for (const viewer of [Viewer.anonymous, person(randomUUID()), managerOfA]) {
    for (const id of [job.id, randomUUID(), 'nonsense']) expect(await code(viewer, JOB, id)).toBe('NOT_FOUND');
    expect(await code(viewer, QUEUE, '')).toBe('NOT_FOUND');
  }
});
