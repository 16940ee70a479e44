import { countedBySql, type CountedMetric } from '../../kit/metrics/counted-metric';
import { silence } from './queue/silence';

const heard = `seen_at > $1::timestamptz - interval '${silence} milliseconds'`;

/** What operators see of the preparation of videos: what waits, who works on it, how it ends and how long it takes. */
export const transcodingMetrics: readonly CountedMetric[] = [
  countedBySql('lyceum_transcoding_jobs', 'Jobs that are not over, by where they stand.', {
    labels: ['state'],
    sql: `SELECT known.state, count(job.id) AS value
            FROM (VALUES ('QUEUED'), ('PROBING'), ('ENCODING'), ('PACKAGING')) AS known (state)
            LEFT JOIN transcode_job job ON job.state = known.state AND job.ended_at IS NULL GROUP BY known.state`,
  }),
  countedBySql(
    'lyceum_transcoding_queued_seconds',
    'How long the oldest job waits for its first turn; 0 where none does.',
    {
      sql: `SELECT coalesce(extract(epoch FROM $1::timestamptz - min(queued_at)), 0) AS value
            FROM transcode_job WHERE ended_at IS NULL AND state = 'QUEUED'`,
    },
  ),
  countedBySql('lyceum_transcoding_tasks', 'Tasks of jobs that are not over: WAITING for a worker, or LEASED by one.', {
    labels: ['status'],
    sql: `SELECT known.status, count(task.id) AS value FROM (VALUES ('WAITING'), ('LEASED')) AS known (status)
            LEFT JOIN transcode_task task ON task.status = known.status GROUP BY known.status`,
  }),
  countedBySql('lyceum_transcoding_workers', 'Workers that were heard of in the last minute, wherever they run.', {
    sql: `SELECT count(*) AS value FROM transcode_worker WHERE ${heard}`,
  }),
  countedBySql('lyceum_transcoding_slots', 'Tasks that those workers can do at a time.', {
    sql: `SELECT coalesce(sum(slots), 0) AS value FROM transcode_worker WHERE ${heard}`,
  }),
  countedBySql(
    'lyceum_transcoding_ended',
    'Jobs that ended in the last 24 hours, by the code of the reason: NONE of those that are done.',
    {
      labels: ['state', 'reason'],
      sql: `SELECT state, coalesce(reason, 'NONE') AS reason, count(*) AS value FROM transcode_job
            WHERE ended_at > $1::timestamptz - interval '1 day' GROUP BY 1, 2`,
    },
  ),
  countedBySql(
    'lyceum_transcoding_wait_seconds',
    'From a job until it could be played, of those that were done in the last 24 hours: 0.5 and 0.95 of them are faster.',
    {
      labels: ['quantile'],
      sql: `SELECT quantile, percentile_cont(quantile) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - queued_at)) AS value
            FROM transcode_job, (VALUES (0.5), (0.95)) AS asked (quantile)
           WHERE ended_at > $1::timestamptz - interval '1 day' AND state = 'DONE' GROUP BY quantile`,
    },
  ),
  countedBySql(
    'lyceum_transcoding_speed',
    'Seconds of video or sound that were prepared in a second of work, of the jobs done in the last 24 hours.',
    {
      sql: `SELECT sum((result->>'duration')::float) / nullif(sum(extract(epoch FROM ended_at - encoding_at)), 0) AS value
            FROM transcode_job WHERE ended_at > $1::timestamptz - interval '1 day' AND state = 'DONE' AND encoding_at IS NOT NULL
          HAVING sum(extract(epoch FROM ended_at - encoding_at)) > 0`,
    },
  ),
];
