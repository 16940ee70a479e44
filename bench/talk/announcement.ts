import { randomUUID } from 'node:crypto';
import { step } from '../../cli/progress';
import { Secrets } from '../../kit/config/secrets';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { systemClock } from '../../kit/scope/clock';
import { person } from '../../kit/testing/viewers';
import type { Databases } from '../measure/databases';
import { cpuTime } from '../measure/processes';
import { table, type Report } from '../measure/report';
import { PostOffice } from './post-office';

const teacherId = randomUUID();
/** Rows in one transaction of the peer, as many as the product tells at once. */
const atOnce = 500;

/** What somebody who teaches says to everyone in a course. */
export async function announcement(world: Databases, people: number): Promise<Report> {
  const office = await PostOffice.open(world);
  const { superuser } = office;
  try {
    const courseId = randomUUID();
    await step(`${people} learners`, async () => {
      await superuser.query(COURSE, [courseId, teacherId]);
      await superuser.query(PEOPLE, [people]);
      await superuser.query(LEARNERS, [courseId]);
      await superuser.query(CONTACTS);
      await superuser.query('VACUUM ANALYZE');
    });
    await office.work();
    const [cpu, begun] = [cpuTime([office.pid]), performance.now()];
    const eventId = await announce(office, world, courseId);
    const since = (): number => (performance.now() - begun) / 1_000;
    await step('told', () => office.until(people, () => office.count(TOLD, [eventId])));
    const [told, toldCpu] = [since(), cpuTime([office.pid]) - cpu];
    await step('letters', () => office.until(people, () => office.count(SENT, [eventId])));
    const [sent, sentCpu] = [since(), cpuTime([office.pid]) - cpu];
    const [rows, persons] = [await office.count(TOLD, [eventId]), await office.count(PERSONS, [eventId])];
    const { received, different } = await office.letters();
    const bare = await step('bare pg', () => insertAll(office, people, courseId));
    const line = (name: string, seconds: number, milliseconds: number | null, all: number, twice: number): string[] => [
      name,
      all.toLocaleString('en'),
      seconds.toFixed(1),
      (all / seconds).toFixed(0),
      milliseconds === null ? '–' : (milliseconds / all).toFixed(2),
      String(twice),
    ];
    return {
      title: `One announcement for ${people.toLocaleString('en')} people`,
      notes: [
        'Notifications alone in a process of its own, which runs its jobs four at a time, as a worker of the product does; PostgreSQL and a server of mail that throws letters away share the machine.',
        'Each person gets a row in their list with its group, and a letter with its delivery: from the moment at which the mutation is sent until the last row is there, and until the last letter is sent and written down. Letters go while rows are still made.',
        `The bare driver inserts the same rows (group, notification, delivery), one statement each over one connection, ${atOnce} people in a transaction: no preferences, quiet hours or mutes, no jobs, nobody is told live, and nothing is sent.`,
      ],
      sections: [
        table(
          ['what', 'people', 'seconds', 'a second', 'CPU ms each', 'more than once'],
          [
            line('Lyceum: in everyone’s list', told, toldCpu, rows, rows - persons),
            line('Lyceum: everyone’s letter sent', sent, sentCpu, received, received - different),
            line('bare pg: the same rows', bare, null, people, 0),
          ],
        ),
      ],
    };
  } finally {
    await office.close();
  }
}

const CREATE = `mutation ($input: CreateAnnouncementInput!) { createAnnouncement(input: $input) { announcement { id } } }`;

async function announce({ url }: PostOffice, { settings }: Databases, courseId: string): Promise<string> {
  const seal = await new ViewerSeal(new Secrets(settings['LYCEUM_SECRET']!), systemClock).sign(person(teacherId));
  const input = { courseId, title: 'The exam moves', body: 'It is on Friday now, at ten.\n\nThe room stays the same.' };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [viewerHeader]: seal },
    body: JSON.stringify({ query: CREATE, variables: { input } }),
  });
  const text = await answer.text();
  const { data } = JSON.parse(text) as { data?: { createAnnouncement?: { announcement: { id: string } } } };
  if (!data?.createAnnouncement) throw new Error(`The announcement is refused: ${text}`);
  return data.createAnnouncement.announcement.id;
}

/** Seconds. */
async function insertAll({ superuser }: PostOffice, people: number, courseId: string): Promise<number> {
  const { rows } = await superuser.query<{ id: string }>('SELECT id FROM person');
  const begun = performance.now();
  for (let from = 0; from < people; from += atOnce) {
    await superuser.query('BEGIN');
    for (const { id } of rows.slice(from, from + atOnce)) {
      const [groupId, notificationId] = [randomUUID(), randomUUID()];
      await superuser.query(BARE_GROUP, [groupId, id]);
      await superuser.query(BARE_NOTIFICATION, [notificationId, randomUUID(), id, groupId, courseId]);
      await superuser.query(BARE_DELIVERY, [randomUUID(), notificationId, id]);
    }
    await superuser.query('COMMIT');
  }
  return (performance.now() - begun) / 1_000;
}

const TOLD = 'SELECT count(*) FROM notification WHERE event_id = $1';
const PERSONS = 'SELECT count(DISTINCT user_id) FROM notification WHERE event_id = $1';
const SENT = `
  SELECT count(*) FROM delivery JOIN notification ON notification.id = notification_id WHERE event_id = $1 AND state = 'SENT'`;

const COURSE = `
  INSERT INTO course (id, version, slug, title, organisation_id, category_id, instructor_ids)
  VALUES ($1::uuid, 1, 'tides-' || $1::uuid, 'Tides', NULL, NULL, ARRAY[$2::uuid])`;
const PEOPLE = `CREATE TEMP TABLE person AS SELECT uuidv7() AS id, number FROM generate_series(1, $1::int) AS number`;
const LEARNERS = `
  INSERT INTO learner (enrollment_id, user_id, course_id, organisation_id, ended_at)
  SELECT uuidv7(), id, $1::uuid, NULL, NULL FROM person`;
const CONTACTS = `
  INSERT INTO contact (user_id, version, email, display_name, locale, time_zone, is_erased)
  SELECT id, 1, 'learner-' || number || '@example.test', 'Learner ' || number, 'en', 'Europe/Berlin', false FROM person`;

const BARE_GROUP = `
  INSERT INTO notification_group (id, user_id, key, organisation_id, newest_at) VALUES ($1, $2, 'bare', NULL, now())`;
const BARE_NOTIFICATION = `
  INSERT INTO notification (id, event_id, user_id, kind, group_id, organisation_id, course_id, subject_id, actor_id, facts, is_shown, created_at)
  VALUES ($1, $2, $3, 'ANNOUNCEMENT', $4, NULL, $5, $2, NULL, '{}', true, now())`;
const BARE_DELIVERY = `
  INSERT INTO delivery (id, notification_id, user_id, channel, state, attempts, repeats, version, created_at, updated_at)
  VALUES ($1, $2, $3, 'EMAIL', 'PENDING', 0, 0, 1, now(), now())`;
