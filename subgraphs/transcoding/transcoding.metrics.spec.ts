import { randomUUID } from 'node:crypto';
import { shownMetrics } from '../../kit/testing/shown-metrics';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { transcoding } from '.';
import { TranscodeJobService } from './job/transcode-job.service';
import { LeasingService } from './task/leasing.service';
import { OutcomeService } from './task/outcome.service';
import { encoded, packaged, probed } from './testing/plan';
import { jobFactory } from './testing/upload';

const house = subgraphTest(transcoding);

it('shows operators what waits, who works, how it ends and how long it takes', async () => {
  const quiet = await shownMetrics(house);
  expect(quiet).toEqual(
    expect.arrayContaining([
      'lyceum_transcoding_jobs{state="QUEUED"} 0',
      'lyceum_transcoding_queued_seconds 0',
      'lyceum_transcoding_tasks{status="LEASED"} 0',
      'lyceum_transcoding_workers 0',
      'lyceum_transcoding_slots 0',
    ]),
  );
  expect(quiet.join('\n')).not.toMatch(/_ended|_wait_seconds|_speed/);

  const [done, unlucky] = await house.make(jobFactory, [{}, {}]);
  await house.as().get(TranscodeJobService).cancel(unlucky!.id);
  house.clock.advance({ seconds: 30 });
  const worker = randomUUID();
  await house
    .as()
    .db.query(`INSERT INTO transcode_worker VALUES ($1, 'here', 42, 2, $2, $2)`, [worker, house.clock.now()]);
  for (const result of [probed(), encoded, packaged]) {
    const lease = (await house.as().get(LeasingService).lease(worker))!;
    expect(lease.jobId).toBe(done!.id);
    expect(await shownMetrics(house)).toContain('lyceum_transcoding_tasks{status="LEASED"} 1');
    house.clock.advance({ seconds: 10 });
    await house.as().get(OutcomeService).complete(lease, result);
  }
  await house.make(jobFactory, [{}]);
  house.clock.advance({ seconds: 15 });
  expect(await shownMetrics(house)).toEqual(
    expect.arrayContaining([
      'lyceum_transcoding_jobs{state="QUEUED"} 1',
      'lyceum_transcoding_jobs{state="PACKAGING"} 0',
      'lyceum_transcoding_queued_seconds 15',
      'lyceum_transcoding_tasks{status="WAITING"} 1',
      'lyceum_transcoding_workers 1',
      'lyceum_transcoding_slots 2',
      'lyceum_transcoding_ended{state="DONE",reason="NONE"} 1',
      'lyceum_transcoding_ended{state="CANCELLED",reason="CANCELLED"} 1',
      'lyceum_transcoding_wait_seconds{quantile="0.95"} 60',
      // Ten seconds of video, which took twenty from the plan to the end.
      'lyceum_transcoding_speed 0.5',
    ]),
  );
  house.clock.advance({ days: 1 });
  const later = await shownMetrics(house);
  expect(later).toContain('lyceum_transcoding_workers 0');
  expect(later.join('\n')).not.toMatch(/_ended|_wait_seconds|_speed/);
});
