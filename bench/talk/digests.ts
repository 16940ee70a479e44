import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { step } from '../../cli/progress';
import { askChild } from '../measure/child';
import type { Databases } from '../measure/databases';
import { peakMemory } from '../measure/peak-memory';
import { cpuTime } from '../measure/processes';
import { table, type Report } from '../measure/report';
import { PostOffice } from './post-office';

/** What waits for each person's letter. */
const each = 5;

/** A morning's digests: as many letters as people, each of what came since the last one. */
export async function digests(world: Databases, people: number): Promise<Report> {
  const rows: string[][] = [];
  for (const count of [people / 10, people]) rows.push(...(await run(world, count)));
  return {
    title: 'Digests',
    notes: [
      `Each person has ${each} unread answers that wait for one letter, which is due. Notifications alone in a process of its own, which runs its jobs four at a time, as a worker of the product does; PostgreSQL and a server of mail that throws letters away share the machine.`,
      'A letter: locked, its person and settings read, what was read meanwhile left out, composed in text and HTML, written down as begun, sent, and written down with all that it gathered as sent.',
      'Memory is that of the process that sends (VmRSS), before the first letter and at its highest, looked at every 20 ms; nothing asks for a garbage collection. The runs have processes of their own, the larger one the rows of the smaller one in its tables, too.',
      'Beside it as many letters of the same size by nodemailer alone.',
    ],
    sections: [
      table(
        [
          'letters',
          'people',
          'seconds',
          'letters/s',
          'CPU ms per letter',
          'memory before, MB',
          'at most, MB',
          'twice',
          'KB each',
        ],
        rows,
      ),
    ],
  };
}

async function run(world: Databases, people: number): Promise<string[][]> {
  const name = `${people.toLocaleString('en')} people`;
  const office = await PostOffice.open(world);
  try {
    await step(`${name}: what they were told`, () => fill(office, people));
    const [cpu, begun] = [cpuTime([office.pid]), performance.now()];
    const { before, peak } = await step(name, () =>
      peakMemory([office.pid], async () => {
        await office.work();
        await office.until(people, async () => (await office.letters()).received);
        await office.until(people, () => office.count(SENT));
      }),
    );
    const seconds = (performance.now() - begun) / 1_000;
    const used = cpuTime([office.pid]) - cpu;
    const { received, different, bytes } = await office.letters();
    const order = { smtpUrl: office.smtpUrl, count: people, bytes: bytes / received };
    const bare = (await step(`${name}: nodemailer alone`, () =>
      askChild(join(__dirname, 'bare-letters.js'), order),
    )) as {
      seconds: number;
      cpu: NodeJS.CpuUsage;
    };
    const megabytes = (value: number): string => (value / 2 ** 20).toFixed(0);
    const cells = (took: number, milliseconds: number): string[] => [
      people.toLocaleString('en'),
      took.toFixed(1),
      (people / took).toFixed(0),
      (milliseconds / people).toFixed(2),
    ];
    const size = (bytes / received / 1_024).toFixed(1);
    return [
      [
        'Lyceum',
        ...cells(seconds, used),
        megabytes(before[0]!),
        megabytes(peak[0]!),
        String(received - different),
        size,
      ],
      ['nodemailer alone', ...cells(bare.seconds, (bare.cpu.user + bare.cpu.system) / 1_000), '–', '–', '–', size],
    ];
  } finally {
    await office.close();
  }
}

async function fill({ superuser }: PostOffice, people: number): Promise<void> {
  const courseId = randomUUID();
  await superuser.query('BEGIN');
  await superuser.query(COURSE, [courseId]);
  await superuser.query(PEOPLE, [people]);
  for (const statement of [CONTACTS, SETTINGS, GROUPS, DIGESTS]) await superuser.query(statement);
  await superuser.query(NOTIFICATIONS, [each, courseId]);
  await superuser.query(DELIVERIES);
  await superuser.query(JOBS);
  await superuser.query('COMMIT');
  await superuser.query('VACUUM ANALYZE');
}

/** Of this run: those of the last one are gone. */
const SENT = `SELECT count(*) FROM delivery JOIN person ON user_id = person.id WHERE notification_id IS NULL AND state = 'SENT'`;

const COURSE = `
  INSERT INTO course (id, version, slug, title, organisation_id, category_id, instructor_ids)
  VALUES ($1::uuid, 1, 'tides-' || $1::uuid, 'Tides', NULL, NULL, '{}')`;
const PEOPLE = `
  CREATE TEMP TABLE person AS
  SELECT uuidv7() AS id, uuidv7() AS group_id, uuidv7() AS digest_id, number, now() - interval '1 minute' AS due
    FROM generate_series(1, $1::int) AS number`;
const CONTACTS = `
  INSERT INTO contact (user_id, version, email, display_name, locale, time_zone, is_erased)
  SELECT id, 1, 'reader-' || number || '@example.test', 'Reader ' || number, 'en', 'Europe/Berlin', false FROM person`;
const SETTINGS = `
  INSERT INTO notification_settings (user_id, quiet_from, quiet_until, digest, digest_at, digest_weekday, changed_at)
  SELECT id, NULL, NULL, 'DAILY', 480, 1, now() FROM person`;
const GROUPS = `
  INSERT INTO notification_group (id, user_id, key, organisation_id, newest_at)
  SELECT group_id, id, 'NEW_ANSWER:' || id, NULL, now() FROM person`;
const DIGESTS = `
  INSERT INTO delivery (id, notification_id, user_id, channel, state, attempts, repeats, due_at, version, created_at, updated_at)
  SELECT digest_id, NULL, id, 'EMAIL', 'PENDING', 0, 0, due, 1, now(), now() FROM person`;
const NOTIFICATIONS = `
  INSERT INTO notification (id, event_id, user_id, kind, group_id, organisation_id, course_id, subject_id, actor_id, facts, is_shown, created_at)
  SELECT uuidv7(), uuidv7(), person.id, 'NEW_ANSWER', group_id, NULL, $2::uuid, uuidv7(), NULL,
         jsonb_build_object('postId', uuidv7(), 'threadTitle', 'Why are there two tides a day? (' || part || ')',
                            'snippet', 'Because the far side bulges as well: there the Moon pulls less than it does in the middle.'),
         true, now()
    FROM person CROSS JOIN generate_series(1, $1::int) AS part`;
const DELIVERIES = `
  INSERT INTO delivery (id, notification_id, user_id, channel, state, attempts, repeats, due_at, version, created_at, updated_at, digest_id)
  SELECT uuidv7(), notification.id, user_id, 'EMAIL', 'WAITING', 0, 0, due, 1, now(), now(), digest_id
    FROM notification JOIN person ON person.id = user_id`;
const JOBS = `
  SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT row('send_delivery', json_build_object('deliveryId', digest_id), NULL, due, 10::smallint, NULL, NULL, NULL)::graphile_worker.job_spec
      FROM person))`;
