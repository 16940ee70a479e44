import { decodeJwt } from 'jose';
import { viewerOfPayload } from '../../kit/identity/access-token';
import { Viewer } from '../../kit/identity/viewer';
import { tell } from '../../subgraphs/courses/course/course.events';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { enrollmentFactory } from '../../subgraphs/enrollment/enrollment/enrollment.factory';
import { CurriculumService } from '../../subgraphs/lessons/curriculum/curriculum.service';
import { LessonService } from '../../subgraphs/lessons/lesson/lesson.service';
import { SectionService } from '../../subgraphs/lessons/section/section.service';
import { lessonInput } from '../../subgraphs/lessons/testing/lessons.factory';
import { tellOfContacts } from '../../subgraphs/users/profile/tell-of-contacts.job';
import { lyceumTest } from '../harness/lyceum';
import { makePerson, type Person } from '../harness/people';
import { connect, follow, rest } from '../subscriptions/live-client';

const opened = lyceumTest();

/** What one step leaves for the next: this file is one story, told in order. */
const story = { courseId: '', lessonId: '', threadId: '', answerId: '', conversationId: '' };
let people: Readonly<Record<'learner' | 'instructor' | 'stranger', Person>>;

beforeAll(async () => {
  const { lyceum } = opened;
  const scopeOf = (subgraph: string) => lyceum.platform.get(subgraph).scope(Viewer.system);
  people = {
    learner: await makePerson(lyceum, { username: 'learner' }),
    instructor: await makePerson(lyceum, { username: 'instructor', roles: ['instructor'] }),
    stranger: await makePerson(lyceum, { username: 'stranger' }),
  };
  await tellOfContacts.run(scopeOf('users'), { after: null });
  const courses = scopeOf('courses');
  const course = await courseFactory(courses, { taughtBy: [people.instructor.id], title: 'Reading the Sea' });
  await courses.transaction((tx) => tell(tx, course));
  await lyceum.settle();
  const section = await scopeOf('lessons').get(SectionService).create({ courseId: course.id, title: 'Tides' });
  const lesson = await scopeOf('lessons')
    .get(LessonService)
    .create(lessonInput(section.id, { title: 'Ebb and flood', isPreview: true }));
  await scopeOf('lessons').get(CurriculumService).publish({ courseId: course.id });
  await lyceum.settle();
  const viewer = viewerOfPayload(decodeJwt(people.learner.token));
  await enrollmentFactory(scopeOf('enrollment'), { viewer, courseId: course.id });
  await lyceum.settle();
  Object.assign(story, { courseId: course.id, lessonId: lesson.id });
});

const ask = <T>(who: Person | null, query: string, variables: object): Promise<T> =>
  opened.lyceum.ask<T>(query, { variables: { ...variables }, ...(who ? { token: who.token } : {}) });

/** What somebody was told, the newest first, and what lay in their letters. */
async function told({ email, token }: Person) {
  const query = '{ me { notifications { nodes { title readAt } } } }';
  const { me } = await opened.lyceum.ask<{
    me: { notifications: { nodes: { title: string; readAt: string | null }[] } };
  }>(query, { token });
  const letters = opened.lyceum.letters.lettersTo(email).map(({ subject }) => subject);
  return { list: me.notifications.nodes.map(({ title, readAt }) => (readAt ? `${title} (read)` : title)), letters };
}

const PAGE = `query ($courseId: ID!, $lessonId: ID!, $threadId: ID!) {
  course(id: $courseId) { title forum { threadCount unansweredCount unreadCount search(text: "tide") { id } } }
  lesson(id: $lessonId) { title threads { totalCount nodes { title author { displayName } isAnswered } } }
  thread(id: $threadId) { title }
}`;

it('a learner asks on a lesson, and the instructor answers live', async () => {
  const { lyceum } = opened;
  const input = {
    courseId: story.courseId,
    lessonId: story.lessonId,
    kind: 'QUESTION',
    title: 'Why are there two tides a day?',
    body: `One at [2:05](lesson:${story.lessonId}?t=125) I understand. The other tide?`,
  };
  const created = await ask<{ createThread: { thread: { id: string } } }>(
    people.learner,
    'mutation ($input: CreateThreadInput!) { createThread(input: $input) { thread { id openingPost { bodyHtml } } } }',
    { input },
  );
  story.threadId = created.createThread.thread.id;
  expect(created).toMatchObject({
    createThread: { thread: { openingPost: { bodyHtml: expect.stringContaining('data-seconds="125"') } } },
  });
  const client = connect(lyceum, people.learner.token);
  const query = 'subscription ($id: ID!) { postAdded(threadId: $id) { post { body author { displayName } } } }';
  const stream = await follow(lyceum, client, query, { id: story.threadId });
  const heard = stream.next();
  const answered = await ask<{ createPost: { post: { id: string } } }>(
    people.instructor,
    'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }',
    { input: { threadId: story.threadId, body: 'The earth is pulled away from the far one.' } },
  );
  story.answerId = answered.createPost.post.id;
  expect((await heard).value).toMatchObject({
    data: { postAdded: { post: { body: 'The earth is pulled away from the far one.', author: expect.anything() } } },
  });
  await client.dispose();
  await lyceum.settle();
  const title = 'A new answer to “Why are there two tides a day?”';
  const { list, letters } = await told(people.learner);
  expect([list[0], letters[0]]).toEqual([title, title]);
});

it('the asker accepts it; the course page says so to those who take part', async () => {
  await ask(people.learner, 'mutation ($id: ID!) { acceptAnswer(input: { postId: $id }) { thread { isAnswered } } }', {
    id: story.answerId,
  });
  expect(await ask(people.instructor, PAGE, story)).toEqual({
    course: {
      title: 'Reading the Sea',
      forum: { threadCount: 1, unansweredCount: 0, unreadCount: 0, search: [{ id: expect.any(String) }] },
    },
    lesson: {
      title: 'Ebb and flood',
      threads: { totalCount: 1, nodes: [{ title: expect.any(String), author: expect.anything(), isAnswered: true }] },
    },
    thread: { title: 'Why are there two tides a day?' },
  });
});

it('Existence: who only reads a preview sees nothing of it by any door', async () => {
  const { lyceum } = opened;
  for (const who of [null, people.stranger]) {
    const seen = await ask<{ lesson: { threads: object | null } }>(who, PAGE, story);
    expect(seen).toMatchObject({ course: { title: 'Reading the Sea', forum: null }, thread: null });
    expect(seen.lesson.threads).toEqual({ totalCount: 0, nodes: [] });
  }
  const input = { threadId: story.threadId, body: 'Me, too.' };
  const { errors } = await lyceum.send(
    'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }',
    {
      variables: { input },
      token: people.stranger.token,
    },
  );
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
});

it('who has not read a message for ten minutes is told, in the list and by letter; reading it is reading that, too', async () => {
  const { lyceum } = opened;
  const input = { courseId: story.courseId, userIds: [people.instructor.id] };
  const START =
    'mutation ($input: StartConversationInput!) { startConversation(input: $input) { conversation { id } } }';
  const started = await ask<{ startConversation: { conversation: { id: string } } }>(people.learner, START, { input });
  const { id: conversationId } = started.startConversation.conversation;
  for (const body of ['Ahoy!', 'Is there a map?']) {
    const message = { conversationId, clientId: body, body };
    await ask(
      people.learner,
      'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { seq } } }',
      {
        input: message,
      },
    );
  }
  await lyceum.settle();
  const before = await told(people.instructor);
  expect(before.list.filter((title) => title.includes('message'))).toEqual([]);
  const { manager } = lyceum.platform.get('notifications').resources.database;
  await manager.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await lyceum.settle();
  const { list, letters } = await told(people.instructor);
  expect(list[0]).toMatch(/^2 new messages from /);
  expect(letters[0]).toBe(list[0]);
  await ask(
    people.instructor,
    'mutation ($id: ID!) { markConversationRead(input: { conversationId: $id, seq: 2 }) { conversation { id } } }',
    { id: conversationId },
  );
  await lyceum.settle();
  expect((await told(people.instructor)).list[0]).toBe(`${list[0]} (read)`);
});

it('they chat, and who leaves the course leaves its room at once', async () => {
  const { lyceum } = opened;
  const opening = await ask<{ openCourseRoom: { conversation: { id: string } } }>(
    people.instructor,
    'mutation ($id: ID!) { openCourseRoom(input: { courseId: $id, title: "The harbour" }) { conversation { id } } }',
    { id: story.courseId },
  );
  const conversationId = opening.openCourseRoom.conversation.id;
  const client = connect(lyceum, people.learner.token);
  const query = 'subscription ($id: ID!) { messagePosted(conversationId: $id) { message { seq body } } }';
  const stream = await follow(lyceum, client, query, { id: conversationId }, 2);
  const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { seq } } }';
  const heard = stream.next();
  await ask(people.instructor, SEND, { input: { conversationId, clientId: 'one', body: 'Ahoy.' } });
  expect((await heard).value).toEqual({ data: { messagePosted: { message: { seq: 1, body: 'Ahoy.' } } } });
  const ended = rest(stream);
  await ask(people.learner, 'mutation ($id: ID!) { leaveCourse(input: { courseId: $id }) { enrollment { id } } }', {
    id: story.courseId,
  });
  await lyceum.settle();
  expect(await ended).toEqual([]);
  expect(await ask(people.learner, PAGE, story)).toMatchObject({ course: { forum: null }, thread: null });
  await client.dispose();
});
