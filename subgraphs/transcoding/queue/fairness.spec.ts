import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { transcoding } from '..';
import { TranscodeJobService } from '../job/transcode-job.service';
import { TranscodePriority } from '../job/transcode-priority';
import { LeasingService } from '../task/leasing.service';
import { OutcomeService } from '../task/outcome.service';
import { encoded, probed, split } from '../testing/plan';
import { jobFactory, type Upload } from '../testing/upload';

const house = subgraphTest(transcoding);
const worker = randomUUID();

beforeEach(async () => {
  await house.as().db.query('DELETE FROM transcode_job');
  await house.as().db.query('DELETE FROM transcode_party');
});

/** All in one transaction, for there are many. */
function make(count: number, given: Partial<Upload>): Promise<string[]> {
  return house.as().transaction(async (tx) => {
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) ids.push((await jobFactory(tx, given)).id);
    return ids;
  });
}

const prioritize = (id: string, priority: TranscodePriority) =>
  house.as().get(TranscodeJobService).prioritize(id, priority);

/** The jobs whose tasks would be given out next, one after the other; each task ends as soon as it has begun. */
async function nextJobs(count: number): Promise<string[]> {
  const jobs: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const lease = await house.as().get(LeasingService).lease(worker);
    if (!lease) break;
    jobs.push(lease.jobId);
    if (lease.kind === 'PROBE') await house.as().get(OutcomeService).fail(lease, 'NOT_MEDIA');
    else await house.as().get(OutcomeService).complete(lease, encoded);
  }
  return jobs;
}

it.each([
  ['at once', 0],
  ['three hours later', 180],
])('500 uploads of one organisation do not starve one of another, %s', async (_, minutes) => {
  await make(500, { organisationId: randomUUID() });
  await nextJobs(7);
  house.clock.advance({ minutes });
  const [single] = await make(1, { ownerId: randomUUID() });
  expect(await nextJobs(4)).toContain(single);
});

it('parties take turns, however much each has uploaded', async () => {
  const [a, b, c] = [
    await make(20, { ownerId: randomUUID() }),
    await make(3, { ownerId: randomUUID() }),
    await make(9, { ownerId: randomUUID() }),
  ];
  const first = await nextJobs(9);
  for (const party of [a, b, c]) expect(first.filter((id) => party.includes(id))).toHaveLength(3);
});

it('the parts of one long video take turns with others, too', async () => {
  const [long] = await make(1, { ownerId: randomUUID() });
  const probe = await house.as().get(LeasingService).lease(worker);
  await house
    .as()
    .get(OutcomeService)
    .complete(probe!, probed(split(100)));
  const short = await make(5, { ownerId: randomUUID() });
  const turns = await nextJobs(10);
  expect(turns.filter((id) => id === long)).toHaveLength(5);
  expect(turns.filter((id) => short.includes(id))).toHaveLength(5);
});

it('a pause saves nothing up: who comes back starts where the others are', async () => {
  const [early, busy] = [randomUUID(), randomUUID()];
  await make(1, { ownerId: early });
  await nextJobs(1);
  await make(40, { ownerId: busy });
  await nextJobs(20);
  const back = await make(10, { ownerId: early });
  expect((await nextJobs(10)).filter((id) => back.includes(id))).toHaveLength(5);
});

it('a higher class goes first, within a party and before others', async () => {
  const [a] = [await make(5, { ownerId: randomUUID() })];
  const b = await make(5, { ownerId: randomUUID() });
  await prioritize(a[4]!, TranscodePriority.HIGH);
  await prioritize(b[3]!, TranscodePriority.HIGH);
  await prioritize(a[0]!, TranscodePriority.LOW);
  expect((await nextJobs(2)).toSorted()).toEqual([a[4], b[3]].toSorted());
  expect((await nextJobs(100)).indexOf(a[0]!)).toBeGreaterThan(3);
});

it('Ageing: a low class has its turn although higher ones keep coming', async () => {
  const [low] = await make(1, { ownerId: randomUUID() });
  await prioritize(low!, TranscodePriority.LOW);
  const arrive = async (): Promise<void> => {
    const [fresh] = await make(1, { ownerId: randomUUID() });
    await prioritize(fresh!, TranscodePriority.HIGH);
  };
  for (let turn = 0; turn < 20; turn += 1) {
    await arrive();
    expect(await nextJobs(1)).not.toContain(low);
  }
  house.clock.advance({ minutes: 61 });
  await arrive();
  expect(await nextJobs(1)).toEqual([low]);
});
