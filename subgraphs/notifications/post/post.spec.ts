import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../kit/events/catalog';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';

const house = subgraphTest(notifications);

type Moderated = EventPayload<'post.moderated'>;

/** Somebody who wrote something, and what moderators may say about it. */
async function author(given: { locale?: string; timeZone?: string } = {}) {
  const [course] = await house.make(courseFactory, [{ title: 'Waves', slug: `waves-${randomUUID()}` }]);
  const [contact] = await house.make(contactFactory, [given]);
  const { userId, email } = contact!;
  const { courseId, slug } = course!;
  const [threadId, of] = [randomUUID(), { courseId, organisationId: null }];
  const decided = (over: Partial<Moderated>, id?: string) => {
    const about = { ...of, postId: randomUUID(), threadId, recipientId: userId, title: 'Why?' };
    const said = { sanction: null, until: null, reason: 'It names people.', wasHidden: false };
    return house.deliver('post.moderated', { ...about, ...said, decision: 'REMOVE', ...over }, id);
  };
  const restricted = (kind: 'MUTE' | 'BAN', until: string | null = null) =>
    house.deliver('member.restricted', { ...of, userId, kind, until, reason: null });
  const told = async () => {
    const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { notifications { nodes { kind title body url } } } } }`;
    const variables = { of: [{ __typename: 'User', id: userId }] };
    const { found } = await house.data<{ found: [{ notifications: { nodes: Told[] } }] }>(query, {
      viewer: person(userId),
      variables,
    });
    return found[0].notifications.nodes.toSorted((left, right) => (left.kind < right.kind ? -1 : 1));
  };
  const letters = () => house.house.mailer.letters.filter(({ to }) => to === email);
  return { userId, courseId, slug, threadId, decided, restricted, told, letters };
}

interface Told {
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

describe('Moderation: authors are told what was decided', () => {
  it('that a post was removed, why, and how they appeal', async () => {
    const one = await author();
    await one.decided({});
    const [told] = await one.told();
    expect(told).toMatchObject({ kind: 'POST_REMOVED', title: 'Your post in “Why?” was removed' });
    expect(told!.body).toContain('\n\nIt names people.\n\nDo you see it differently?');
    expect(told!.url).toMatch(new RegExp(`/courses/${one.slug}/threads/${one.threadId}$`));
    expect(one.letters().map(({ subject }) => subject)).toEqual([told!.title]);
  });

  it('that what was held is there for everyone; that nothing changed is no news', async () => {
    const one = await author();
    await one.decided({ decision: 'APPROVE', wasHidden: true, reason: null });
    await one.decided({ decision: 'APPROVE', reason: null });
    const told = await one.told();
    expect(told.map(({ kind, title }) => [kind, title])).toEqual([
      ['POST_APPROVED', 'Your post in “Why?” is there for everyone'],
    ]);
    expect(told[0]!.body.endsWith('reads it now.')).toBe(true);
  });

  it('that they are warned, muted until when, or banned, with a post and without; each once, whatever is delivered again', async () => {
    const one = await author({ timeZone: 'Asia/Tokyo' });
    await one.decided({ decision: 'APPROVE', sanction: 'WARN' });
    const id = await one.decided({ sanction: 'MUTE', until: '2091-03-01T20:00:00.000Z' });
    await one.decided({ sanction: 'MUTE', until: '2091-03-01T20:00:00.000Z' }, id);
    await one.restricted('BAN');
    const told = await one.told();
    expect(told.map(({ kind }) => kind)).toEqual([
      'MODERATION_BAN',
      'MODERATION_MUTE',
      'MODERATION_WARNING',
      'POST_REMOVED',
    ]);
    expect(told[0]!.body).toContain('until further notice. Its lessons stay open to you.');
    expect(told[1]!.body).toContain('until Friday, March 2, 2091');
    expect(told[2]!.title).toBe('A warning from the moderators of Waves');
    expect(one.letters()).toHaveLength(4);
  });

  it('also where they have muted the course, and in their language', async () => {
    const one = await author({ locale: 'ar' });
    const mute = 'INSERT INTO course_mute (user_id, course_id, muted_at) VALUES ($1, $2, now())';
    await house.as().db.query(mute, [one.userId, one.courseId]);
    await one.restricted('MUTE');
    const [told] = await one.told();
    expect(told!.title).toBe('لا يمكنك الكتابة في Waves حاليًا');
    expect(told!.body).toContain('حتى إشعار آخر');
  });
});
