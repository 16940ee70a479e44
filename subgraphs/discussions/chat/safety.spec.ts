import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator } from '../../../kit/testing/viewers';
import { discussions } from '..';
import { ForumLoaders } from '../forum/forum.loaders';
import { askAboutMessages } from '../migrations/ask-about-messages';
import { cases, type Case } from '../moderation/case.document';
import { CaseLoaders } from '../moderation/case.loaders';
import { CaseService } from '../moderation/case.service';
import { CaseDecision, Sanction } from '../moderation/case.states';
import { ReportReason, reports } from '../report/report.document';
import { ReportService } from '../report/report.service';
import { RestrictionService } from '../restriction/restriction.service';
import { ForumWorld } from '../testing/forum-world';
import { HeardTopics } from '../testing/heard-topics';
import { ThreadLoaders } from '../thread/thread.loaders';
import { ChatReading } from './chat.reading';
import type { Conversation } from './conversation.document';
import { ConversationService } from './conversation.service';
import { messages, type Message } from './message.document';
import type { SendMessageInput } from './message.input';
import { MessageService } from './message.service';

const house = subgraphTest(discussions);
const topics = new HeardTopics(house);
const { hearing } = topics;
let queries: ExplainedQueries;
beforeAll(() => {
  queries = new ExplainedQueries(house.subgraph.resources.documents!);
});
beforeEach(() => {
  house.clock.advance({ days: 2 });
});

const { APPROVE, REMOVE } = CaseDecision;
const code = (expected: string): object => ({ code: expected });
const insult = 'What a bitch of a proof.';

const chat = (viewer: Viewer): MessageService => house.as(viewer).get(MessageService);
const say = (viewer: Viewer, { _id }: Conversation, body: string, given: Partial<SendMessageInput> = {}) =>
  chat(viewer).send({ conversationId: _id, clientId: randomUUID(), body, ...given });
const start = (world: ForumWorld, viewer: Viewer, others: readonly Viewer[], title?: string) =>
  house
    .as(viewer)
    .get(ConversationService)
    .start({ courseId: world.courseId, userIds: others.map(({ id }) => id!), title: title ?? null });
const room = ({ instructor, courseId }: ForumWorld) =>
  house.as(instructor).get(ConversationService).openRoom({ courseId, title: 'All of us', slowModeSeconds: 0 });

const caseOf = async ({ _id }: Message): Promise<Case | null> =>
  house.as().documents.of(cases).findOne({ aboutId: _id });
const decide = async (viewer: Viewer, message: Message, decision: CaseDecision, sanction: Sanction | null = null) =>
  house
    .as(viewer)
    .get(CaseService)
    .decide({ id: (await caseOf(message))!._id, decision, sanction });
const reopen = async (viewer: Viewer, about: Message) =>
  house
    .as(viewer)
    .get(CaseService)
    .reopen((await caseOf(about))!._id);
const isDone = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );
const report = (viewer: Viewer, { _id: messageId }: Message) =>
  house.as(viewer).get(ReportService).reportMessage({ messageId, reason: ReportReason.ABUSE, note: 'Look.' });
const stored = async ({ _id }: Message): Promise<Message> =>
  (await house.as().documents.of(messages).findOne({ _id }))!;

const SHOWN = `query ($id: ID!) { conversation(id: $id) { lastSeq unreadCount messages(after: 0) { nodes { seq state body } }
  heldMessages { seq state body: hiddenBody moderation { reasons decision } } } }`;
const shown = async (viewer: Viewer, { _id: id }: Conversation) =>
  (await house.data<{ conversation: object }>(SHOWN, { viewer, variables: { id } })).conversation;
const message = async (viewer: Viewer, { _id: id }: Message) => {
  const query = 'query ($id: ID!) { message(id: $id) { seq state body hiddenBody bodyHtml attachments { id } } }';
  return (await house.data<{ message: object | null }>(query, { viewer, variables: { id } })).message;
};
const toldOf = async ({ _id }: Message) =>
  (await house.emitted('message.posted')).filter(({ messageId }) => messageId === _id);

const follow = (viewer: Viewer, field: string, { _id }: Conversation) =>
  house.subgraph.subscribe(
    {
      query: `subscription ($id: ID!) { told: ${field}(conversationId: $id) { message { seq body } } }`,
      variables: { id: _id },
    },
    viewer,
    {},
  );

it('Moderation, mentions: a held message has no number, notifies nobody and counts nowhere until it is approved', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const group = await start(world, author, [world.instructor], 'A group');
  for (const place of [group, await room(world)]) {
    const reader = place === group ? world.instructor : other;
    const stream = follow(reader, 'messagePosted', place);
    topics.forget();
    const first = stream.next();
    await hearing();
    const held = await say(author, place, insult, { clientId: 'mine' });
    expect(held).toMatchObject({ seq: 0, state: 'HELD' });
    expect((await say(author, place, 'Again.', { clientId: 'mine' }))._id).toBe(held._id);
    const waiting = { seq: 0, state: 'HELD', body: insult, moderation: { reasons: ['INSULT'], decision: null } };
    const nothing = { lastSeq: 0, unreadCount: 0, messages: { nodes: [] } };
    expect(await shown(author, place)).toEqual({ ...nothing, heldMessages: [waiting] });
    expect(await shown(reader, place)).toEqual({ ...nothing, heldMessages: [] });
    expect(await message(author, held)).toMatchObject({ body: null, hiddenBody: insult, state: 'HELD' });
    expect(await message(reader, held)).toBeNull();
    for (const attempt of [
      () => say(author, place, 'As I said', { replyToId: held._id }),
      () => chat(reader).react({ messageId: held._id, emoji: '👎', isSet: true }),
      () => report(reader, held),
      () => chat(reader).delete(held._id),
    ])
      await expect(attempt()).rejects.toMatchObject(code('NOT_FOUND'));
    await chat(author).edit({ id: held._id, body: `${insult} Sorry.` });
    const said = await say(author, place, 'Hello.');
    expect(await toldOf(held)).toEqual([]);
    await decide(world.instructor, held, APPROVE);
    const both = [await first, await stream.next()].map(({ value }) => (value as { data: { told: object } }).data.told);
    expect(both).toEqual([{ message: { seq: 1, body: 'Hello.' } }, { message: { seq: 2, body: `${insult} Sorry.` } }]);
    expect(await shown(reader, place)).toMatchObject({
      lastSeq: 2,
      unreadCount: 2,
      messages: { nodes: [{ body: said.body }, { seq: 2, state: 'PUBLISHED' }] },
    });
    expect(await shown(author, place)).toMatchObject({ unreadCount: 0, heldMessages: [] });
    expect(await toldOf(held)).toHaveLength(place === group ? 1 : 0);
    await stream.return(undefined);
  }
});

it('no number is missing and none is there twice, however many messages are held and decided while people speak', async () => {
  const world = await ForumWorld.make(house);
  const place = await room(world);
  const [good, bad] = [await world.learner(), await world.learner()];
  const held: Message[] = [];
  for (let n = 0; n < 6; n += 1) held.push(await say(bad, place, insult));
  await Promise.all([
    ...held.map((one, n) => decide(world.instructor, one, n % 2 === 0 ? APPROVE : REMOVE)),
    ...Array.from({ length: 6 }, (_, n) => say(good, place, `${n}`)),
  ]);
  const { messages: page, lastSeq } = (await shown(good, place)) as {
    lastSeq: number;
    messages: { nodes: { seq: number }[] };
  };
  expect(lastSeq).toBe(9);
  expect(page.nodes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const one of held.filter((_, n) => n % 2 === 1))
    expect(await stored(one)).toMatchObject({ seq: 0, state: 'REMOVED' });
});

it('nobody gets past the filters of a chat by an edit: its words are hidden where it stands, until they are approved', async () => {
  const world = await ForumWorld.make(house);
  const [author, other] = [await world.learner(), await world.learner()];
  const place = await room(world);
  const said = await say(author, place, 'Hello.');
  const stream = follow(other, 'messageChanged', place);
  const changed = stream.next();
  await hearing();
  expect(await chat(author).edit({ id: said._id, body: insult })).toMatchObject({ state: 'HELD', seq: 1 });
  expect((await changed).value).toEqual({ data: { told: { message: { seq: 1, body: null } } } });
  expect(await message(other, said)).toEqual({
    seq: 1,
    state: 'HELD',
    body: null,
    hiddenBody: null,
    bodyHtml: null,
    attachments: [],
  });
  expect(await message(author, said)).toMatchObject({ body: null, hiddenBody: insult });
  const react = chat(other).react({ messageId: said._id, emoji: '👎', isSet: true });
  await expect(react).rejects.toMatchObject(code('MESSAGE_STATE'));
  await decide(world.instructor, said, APPROVE);
  expect(await message(other, said)).toMatchObject({ seq: 1, state: 'PUBLISHED', body: insult });
  expect((await say(other, place, 'Oh.')).seq).toBe(2);
  await stream.return(undefined);
});

it('filters look at links of who is new, at what is said again, and at files; who looks after the course passes', async () => {
  const world = await ForumWorld.make(house);
  const [author, place] = [await world.learner(), await room(world)];
  const link = 'See https://shop.example';
  expect(await say(author, place, link)).toMatchObject({ state: 'HELD' });
  for (const body of ['one', 'two', 'three']) await say(author, place, body);
  expect(await say(author, place, `${link} please`)).toMatchObject({ state: 'PUBLISHED' });
  const again = 'My notes are the best in town.';
  expect(await say(author, place, again)).toMatchObject({ state: 'PUBLISHED' });
  expect(await say(author, place, again)).toMatchObject({ state: 'HELD' });
  const [program, archive, picture, unknown] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const checked = { versionId: randomUUID(), organisationId: null };
  await house.deliver('media.checked', {
    ...checked,
    assetId: program,
    contentType: 'application/x-elf',
    extension: 'txt',
  });
  await house.deliver('media.checked', {
    ...checked,
    assetId: archive,
    contentType: 'application/zip',
    extension: 'zip',
  });
  await house.deliver('media.checked', {
    ...checked,
    assetId: picture,
    contentType: 'image/png',
    extension: 'png',
  });
  const attach = (attachmentId: string, viewer = author) =>
    say(viewer, place, 'Here.', { attachmentIds: [attachmentId] });
  for (const [id, state, reasons] of [
    [picture, 'PUBLISHED', undefined],
    [archive, 'PUBLISHED', ['FILE_TYPE']],
    [program, 'HELD', ['FILE_TYPE']],
    [unknown, 'HELD', ['FILE_TYPE']],
  ] as const) {
    const sent = await attach(id);
    expect([id, sent.state, (await caseOf(sent))?.reasons]).toEqual([id, state, reasons]);
  }
  expect(await attach(program, world.instructor)).toMatchObject({ state: 'PUBLISHED' });
  expect(await say(world.instructor, place, insult)).toMatchObject({ state: 'PUBLISHED' });
});

it('what two people say is theirs: moderators are shown what is held or reported, that message, and nothing else', async () => {
  const world = await ForumWorld.make(house);
  await world.settings({ allowsDirectMessages: true });
  const [author, other] = [await world.learner(), await world.learner()];
  const direct = await start(world, author, [other]);
  const mild = await say(author, direct, 'What an idiot he is.');
  expect(mild).toMatchObject({ state: 'PUBLISHED' });
  expect(await caseOf(mild)).toBeNull();
  expect(await caseOf(await say(author, await room(world), 'Such an idiot.'))).toMatchObject({
    reasons: ['INSULT'],
  });
  const said = await say(author, direct, 'Give me your password.');
  for (const [viewer, expected] of [
    [author, 'OWN_POST'],
    [world.instructor, 'NOT_FOUND'],
    [world.stranger(), 'NOT_FOUND'],
    [Viewer.anonymous, 'UNAUTHENTICATED'],
  ] as const)
    await expect(report(viewer, said)).rejects.toMatchObject(code(expected));
  for (let again = 0; again < 3; again += 1) await report(other, said);
  const { _id: id } = (await caseOf(said))!;
  const query = `query ($id: ID!) { moderationCase(id: $id) { reasons reportCount post { id } reports { reason note }
    message { body author { id } conversation { id } replyTo { id } } } }`;
  const read = (viewer: Viewer) => house.data(query, { viewer, variables: { id } });
  for (const viewer of [world.instructor, administrator(randomUUID())])
    expect(await read(viewer)).toEqual({
      moderationCase: {
        reasons: ['REPORTED'],
        reportCount: 1,
        post: null,
        reports: [{ reason: 'ABUSE', note: 'Look.' }],
        message: { body: 'Give me your password.', author: { id: author.id }, conversation: null, replyTo: null },
      },
    });
  for (const viewer of [author, other]) expect(await read(viewer)).toEqual({ moderationCase: null });
  expect(await message(world.instructor, said)).toBeNull();
});

it('who teaches, and is reported by whom they talk with, reads nothing of that in their own queue', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const direct = await start(world, learner, [world.instructor]);
  const said = await say(world.instructor, direct, 'Come to my office alone.');
  await report(learner, said);
  const queue = `query ($r: [_Any!]!) { found: _entities(representations: $r) { ... on Course { forum { moderationCases {
    totalCount nodes { message { id } } } } } } }`;
  const variables = { r: [{ __typename: 'Course', id: world.courseId }] };
  const cased = async (viewer: Viewer) =>
    (await house.data<{ found: [{ forum: { moderationCases: object } }] }>(queue, { viewer, variables })).found[0].forum
      .moderationCases;
  expect(await cased(world.instructor)).toEqual({ totalCount: 0, nodes: [] });
  expect(await cased(administrator(randomUUID()))).toEqual({ totalCount: 1, nodes: [{ message: { id: said._id } }] });
  const { _id } = (await caseOf(said))!;
  expect(await house.as(world.instructor).get(CaseLoaders).visible.load(_id)).toBeNull();
  await expect(decide(world.instructor, said, APPROVE)).rejects.toMatchObject(code('NOT_FOUND'));
});

it('three people who report a message hide it where it stands; its author appeals, and another decision stands', async () => {
  const world = await ForumWorld.make(house);
  const place = await room(world);
  const author = await world.learner();
  const readers = await Promise.all([1, 2, 3].map(() => world.learner()));
  const said = await say(author, place, 'He copied all of it.');
  await say(author, place, 'Ask him.');
  await Promise.all(readers.map((reader) => report(reader, said)));
  expect(await stored(said)).toMatchObject({ state: 'HELD', seq: 1 });
  expect(await message(readers[0]!, said)).toMatchObject({ body: null });
  expect(await shown(readers[0]!, place)).toMatchObject({ lastSeq: 2, messages: { nodes: [{ seq: 1 }, { seq: 2 }] } });
  await decide(world.instructor, said, REMOVE, Sanction.MUTE);
  await expect(say(author, place, 'But …')).rejects.toMatchObject(code('MUTED'));
  await expect(chat(author).edit({ id: said._id, body: 'x' })).rejects.toMatchObject(code('MESSAGE_STATE'));
  const told =
    'query ($id: ID!) { message(id: $id) { body: hiddenBody moderation { decision sanction viewerCanAppeal } } }';
  const read = (viewer: Viewer) => house.data(told, { viewer, variables: { id: said._id } });
  const moderation = { decision: 'REMOVE', sanction: 'MUTE', viewerCanAppeal: true };
  expect(await read(author)).toEqual({ message: { body: 'He copied all of it.', moderation } });
  expect(await read(readers[0]!)).toEqual({ message: { body: null, moderation: null } });
  const appeal = (viewer: Viewer) =>
    house.as(viewer).get(CaseService).appealMessage({ messageId: said._id, text: 'He did.' });
  await expect(appeal(readers[0]!)).rejects.toMatchObject(code('NOT_FOUND'));
  await appeal(author);
  await expect(appeal(author)).rejects.toMatchObject(code('CASE_STATE'));
  await decide(administrator(randomUUID()), said, APPROVE);
  expect(await message(readers[0]!, said)).toMatchObject({ body: 'He copied all of it.', seq: 1 });
  expect((await say(author, place, 'As I said.')).seq).toBe(3);
});

it('nobody deletes what a moderator is asked about from under their eyes, and nothing that was deleted comes back', async () => {
  const world = await ForumWorld.make(house);
  const [author, other, place] = [await world.learner(), await world.learner(), await room(world)];
  const [reported, held, plain] = [
    await say(author, place, 'You are nothing.'),
    await say(author, place, insult),
    await say(author, place, 'Hello.'),
  ];
  await report(other, reported);
  for (const { _id } of [reported, held, plain]) await chat(author).delete(_id);
  for (const viewer of [author, other])
    expect(await message(viewer, reported)).toMatchObject({ body: null, hiddenBody: null });
  const query = 'query ($id: ID!) { moderationCase(id: $id) { message { state body: hiddenBody } } }';
  const variables = { id: (await caseOf(reported))!._id };
  expect(await house.data(query, { viewer: world.instructor, variables })).toEqual({
    moderationCase: { message: { state: 'DELETED', body: 'You are nothing.' } },
  });
  expect(await stored(plain)).toMatchObject({ body: null });
  expect(await shown(author, place)).toMatchObject({ heldMessages: [], lastSeq: 2 });
  for (const one of [reported, held]) await decide(world.instructor, one, APPROVE);
  expect(await stored(reported)).toMatchObject({ state: 'DELETED' });
  expect(await stored(held)).toMatchObject({ state: 'DELETED', seq: 0 });
});

it('who is kept out everywhere reads and writes in no course and no chat, and their streams end at once; an appeal undoes it', async () => {
  const [one, two] = [await ForumWorld.make(house), await ForumWorld.make(house)];
  const author = await one.learner();
  await two.enroll(author);
  const thread = await two.begin(author);
  const [direct, place] = [await start(one, author, [one.instructor]), await room(two)];
  const said = await say(author, direct, 'I know where you live.');
  await report(one.instructor, said);
  const staff = administrator(randomUUID());
  await expect(decide(one.instructor, said, REMOVE, Sanction.BAN_EVERYWHERE)).rejects.toMatchObject(code('BAD_INPUT'));
  const takesPart = async (): Promise<readonly boolean[]> => {
    const [forum, chats] = [house.as(author).get(ThreadLoaders), house.as(author).get(ChatReading)];
    const attempts = [two.reply(author, thread), say(author, direct, 'x'), say(author, place, 'x')];
    const written = await Promise.all(attempts.map(isDone));
    const listed = (await chats.page({ first: 9 })).nodes.length > 0;
    return [(await forum.visible.load(thread._id)) !== null, listed, ...written];
  };
  const everything = Array.from({ length: 5 }, () => true);
  const nothing = everything.map(() => false);
  expect(await takesPart()).toEqual(everything);
  const POSTS = 'subscription ($id: ID!) { postAdded(threadId: $id) { post { body } } }';
  topics.forget();
  const streams = [
    house.subgraph.subscribe({ query: POSTS, variables: { id: thread._id } }, author, {}),
    follow(author, 'messagePosted', direct),
    follow(author, 'messageChanged', place),
  ];
  const ended = streams.map((stream) => stream.next());
  await hearing(streams.length);
  await decide(staff, said, REMOVE, Sanction.BAN_EVERYWHERE);
  expect(await Promise.all(ended)).toEqual(streams.map(() => ({ value: undefined, done: true })));
  expect(await takesPart()).toEqual(nothing);
  expect(await toldOf(await say(one.instructor, direct, 'Are you there?'))).toEqual([]);
  await expect(start(one, one.instructor, [author], 'Again')).rejects.toMatchObject(code('NOT_FOUND'));
  await expect(decide(one.instructor, said, APPROVE)).rejects.toMatchObject(code('CASE_STATE'));
  await expect(reopen(one.instructor, said)).rejects.toMatchObject(code('BAD_INPUT'));
  const byHand = house.as(two.instructor).get(RestrictionService);
  await byHand.lift({ courseId: two.courseId, userId: author.id! });
  expect(await takesPart()).toEqual(nothing);
  await house.as(author).get(CaseService).appealMessage({ messageId: said._id, text: 'I meant it kindly.' });
  await expect(decide(one.instructor, said, APPROVE)).rejects.toMatchObject(code('BAD_INPUT'));
  await decide(staff, said, APPROVE);
  expect(await takesPart()).toEqual(everything);
});

it('who teaches is kept out everywhere as others are, of their own course too; what staff undo is as before', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const said = await say(world.instructor, await start(world, learner, [world.instructor]), 'Pay me, or fail.');
  await report(learner, said);
  const staff = administrator(randomUUID());
  const teaches = async (): Promise<readonly boolean[]> => {
    const forum = await house.as(world.instructor).get(ForumLoaders).visible.load(world.courseId);
    return [forum !== null, await isDone(room(world))];
  };
  expect(await teaches()).toEqual([true, true]);
  await decide(staff, said, REMOVE, Sanction.BAN_EVERYWHERE);
  expect(await teaches()).toEqual([false, false]);
  await expect(start(world, learner, [world.instructor])).rejects.toMatchObject(code('NOT_FOUND'));
  await reopen(staff, said);
  expect(await teaches()).toEqual([true, true]);
});

it('what was asked about before messages could be is about posts afterwards, and every message stands somewhere', async () => {
  const world = await ForumWorld.make(house);
  const author = await world.learner();
  const place = await room(world);
  const [said, gone] = [await say(author, place, 'Hello.'), await say(author, place, 'Oops.')];
  await chat(author).delete(gone._id);
  const thread = await world.begin(author);
  const postId = thread.openingPostId;
  await house.as(world.instructor).get(ReportService).report({ postId, reason: ReportReason.OTHER });
  const { db } = house.subgraph.resources.documents!;
  const rows = db.collection('moderation_case');
  for (const { name, key } of await rows.indexes()) if ('aboutId' in key) await rows.dropIndex(name!);
  for (const name of ['moderation_case', 'moderation_entry', 'report'])
    await db
      .collection(name)
      .updateMany({ aboutId: { $gt: '' } }, { $rename: { aboutId: 'postId' }, $unset: { about: true } });
  await db.collection('message').updateMany({ conversationId: place._id }, { $unset: { state: true } });
  await rows.createIndex({ postId: 1 }, { unique: true });
  for (let again = 0; again < 2; again += 1) await askAboutMessages.run(db);
  await rows.createIndex({ aboutId: 1 }, { unique: true });
  expect(await house.as().documents.of(cases).findOne({ aboutId: postId })).toMatchObject({ about: 'POST' });
  expect(await house.as().documents.of(reports).count({ aboutId: postId })).toBe(1);
  expect(await stored(said)).toMatchObject({ state: 'PUBLISHED' });
  expect(await stored(gone)).toMatchObject({ state: 'DELETED' });
});

it('an index serves every query', async () => {
  const ofTheMigration = (shape: string): boolean =>
    /"(postId|about|state|waitsSince)":\{"\$exists":|\$rename/.test(shape);
  expect((await queries.scans()).filter((shape) => !ofTheMigration(shape))).toEqual([]);
});
