import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../kit/events/catalog';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';
import { tellUnread } from './tell-unread.job';

const house = subgraphTest(notifications);
// Jobs are due by the clock of the database: what is to wait must lie behind it.
beforeEach(() => house.clock.set('2090-01-10T12:00:00Z'));

type Posted = EventPayload<'message.posted'>;

/** Two people who talk, or some: who reads, and who writes. */
async function talk(given: { title?: string; locale?: string } = {}) {
  const [reader, writer] = await house.make(contactFactory, [
    { displayName: 'Grace', locale: given.locale ?? 'en' },
    { displayName: 'Ada' },
  ]);
  const [course] = await house.make(courseFactory, [{ title: 'Waves' }]);
  return new Talk({ ...course!, readerId: reader!.userId, writerId: writer!.userId, title: given.title ?? null });
}

interface Who {
  readonly courseId: string;
  readonly readerId: string;
  readonly writerId: string;
  readonly title: string | null;
}

class Talk {
  readonly conversationId = randomUUID();

  constructor(readonly who: Who) {}

  posted(seq: number, given: Partial<Posted> = {}): Promise<string> {
    const { courseId, readerId, writerId: authorId, title } = this.who;
    const about = { courseId, organisationId: null, authorId, title, snippet: 'Between us.' };
    const message = { messageId: randomUUID(), conversationId: this.conversationId, seq, recipientIds: [readerId] };
    return house.deliver('message.posted', { ...about, ...message, ...given });
  }

  read(seq: number, userId = this.who.readerId): Promise<string> {
    return house.deliver('conversation.read', { conversationId: this.conversationId, userId, seq });
  }

  async told(userId = this.who.readerId): Promise<string[]> {
    const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { notifications { nodes { title readAt url } } } } }`;
    const variables = { of: [{ __typename: 'User', id: userId }] };
    const { found } = await house.data<{ found: [{ notifications: { nodes: Told[] } }] }>(query, {
      viewer: person(userId),
      variables,
    });
    const { nodes } = found[0].notifications;
    expect(nodes.filter(({ url }) => !url.endsWith(`/messages/${this.conversationId}`))).toEqual([]);
    return nodes.map(({ title, readAt }) => (readAt ? `${title} (read)` : title));
  }

  letters(): string[] {
    const to = `${this.who.readerId}@lyceum.test`;
    return house.house.mailer.letters.filter((letter) => letter.to === to).map(({ subject }) => subject);
  }
}

interface Told {
  readonly title: string;
  readonly readAt: string | null;
  readonly url: string;
}

/** Minutes pass, and what is due by then runs. */
async function pass(minutes: number): Promise<void> {
  house.clock.advance({ minutes });
  const sql = 'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at <= $1';
  await house.as().db.query(sql, [house.clock.now()]);
  await house.settle();
}

describe('Direct message when away for ten minutes', () => {
  it('who has not read for ten minutes is told once, in the list and by letter, until they read', async () => {
    const given = await talk();
    await given.posted(1);
    await pass(9);
    await given.posted(2);
    expect(await given.told()).toEqual([]);
    await pass(1);
    expect(await given.told()).toEqual(['2 new messages from Ada']);
    await given.posted(3);
    await pass(60);
    expect(await given.told()).toEqual(['3 new messages from Ada']);
    expect(given.letters()).toEqual(['2 new messages from Ada']);
    await given.read(3);
    expect(await given.told()).toEqual(['3 new messages from Ada (read)']);
    await given.posted(4);
    await pass(10);
    expect(await given.told()).toEqual(['A new message from Ada', '3 new messages from Ada (read)']);
    expect(given.letters()).toEqual(['2 new messages from Ada', 'A new message from Ada']);
  });

  it('all of one conversation is one group', async () => {
    const given = await talk();
    for (const seq of [1, 2]) {
      await given.posted(seq);
      await pass(10);
      await given.read(seq);
    }
    const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { notificationGroups { nodes { title count } } } } }`;
    const variables = { of: [{ __typename: 'User', id: given.who.readerId }] };
    const data = await house.data(query, { viewer: person(given.who.readerId), variables });
    const nodes = [{ title: 'A new message from Ada', count: 2 }];
    expect(data).toEqual({ found: [{ notificationGroups: { nodes } }] });
  });

  it('who reads within them is told nothing; of what they left unread, ten minutes later', async () => {
    const given = await talk();
    for (const seq of [1, 2, 3]) await given.posted(seq);
    await pass(5);
    await given.read(3);
    await pass(60);
    expect(await given.told()).toEqual([]);
    for (const seq of [4, 5, 6]) await given.posted(seq);
    await pass(9);
    await given.read(5);
    await pass(9);
    expect(await given.told()).toEqual([]);
    await pass(1);
    expect(await given.told()).toEqual(['A new message from Ada']);
  });

  it('a reading that comes before its messages, and messages that come in the wrong order, tell nothing wrong', async () => {
    const given = await talk();
    await given.read(2);
    await given.posted(2);
    await given.posted(1);
    await pass(20);
    expect(await given.told()).toEqual([]);
    await given.posted(5);
    await given.posted(3);
    await given.posted(4);
    await given.read(1);
    await pass(10);
    expect(await given.told()).toEqual(['3 new messages from Ada']);
    await given.read(4);
    expect(await given.told()).toEqual(['3 new messages from Ada (read)']);
    await pass(10);
    expect(await given.told()).toEqual(['A new message from Ada', '3 new messages from Ada (read)']);
  });

  it('whatever is delivered again, also past the inbox, tells and counts nothing twice', async () => {
    const given = await talk();
    const messageId = randomUUID();
    for (let again = 0; again < 2; again += 1) await given.posted(1, { messageId });
    await pass(10);
    await given.posted(1, { messageId });
    const streak = { userId: given.who.readerId, conversationId: given.conversationId, streak: messageId };
    await Promise.all(Array.from({ length: 5 }, () => tellUnread.run(house.as(), streak)));
    await pass(10);
    expect(await given.told()).toEqual(['A new message from Ada']);
    await given.read(1);
    await given.read(1);
    await given.posted(1, { messageId });
    await pass(10);
    expect(await given.told()).toEqual(['A new message from Ada (read)']);
    expect(given.letters()).toHaveLength(1);
  });

  it('a group goes by its name; who is erased is told nothing, and has no name any more', async () => {
    const group = await talk({ title: 'The three of us' });
    const { writerId, readerId } = group.who;
    await group.posted(1);
    await pass(10);
    expect(await group.told()).toEqual(['A new message from The three of us']);
    const given = await talk();
    await given.posted(1);
    await house.deliver('user.erased', { userId: given.who.writerId });
    await pass(10);
    expect(await given.told()).toEqual(['A new message from somebody']);
    await given.posted(2, { recipientIds: [readerId] });
    await house.deliver('user.erased', { userId: readerId });
    await given.posted(3, { recipientIds: [readerId] });
    await pass(10);
    expect(await given.told(readerId)).toEqual([]);
    expect(await group.told(writerId)).toEqual([]);
  });

  it('who has muted the course hears nothing; a letter that waits for the morning does not go when it was read', async () => {
    const [muted, quiet] = [await talk(), await talk({ locale: 'ar' })];
    const mute = 'INSERT INTO course_mute (user_id, course_id, muted_at) VALUES ($1, $2, now())';
    await house.as().db.query(mute, [muted.who.readerId, muted.who.courseId]);
    const night = `INSERT INTO notification_settings (user_id, quiet_from, quiet_until, digest, digest_at, digest_weekday, changed_at)
      VALUES ($1, 660, 780, 'NONE', 480, 1, now())`;
    await house.as().db.query(night, [quiet.who.readerId]);
    for (const one of [muted, quiet]) await one.posted(1);
    await pass(10);
    expect(await muted.told()).toEqual([]);
    expect(await quiet.told()).toEqual(['رسالة جديدة من Ada']);
    await quiet.read(1);
    await pass(120);
    expect([...muted.letters(), ...quiet.letters()]).toEqual([]);
  });
});
