import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { ExplainedQueries } from '../../../kit/testing/explained-queries';
import { Scope } from '../../../kit/scope/scope';
import { runsAll } from '../../../kit/testing/needs';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator } from '../../../kit/testing/viewers';
import { discussions } from '..';
import { RestrictionKind } from '../restriction/restriction.document';
import { RestrictionService } from '../restriction/restriction.service';
import { ForumWorld } from '../testing/forum-world';
import { HeardTopics } from '../testing/heard-topics';
import { ChatReading } from './chat.reading';
import { members, type Conversation } from './conversation.document';
import type { StartConversationInput } from './conversation.input';
import { ConversationLoaders } from './conversation.loaders';
import { ConversationService } from './conversation.service';
import { ConversationStore } from './conversation.store';
import type { SendMessageInput } from './message.input';
import { MessageLoaders } from './message.loaders';
import { MessageService } from './message.service';

const house = subgraphTest(discussions);
const { hearing } = new HeardTopics(house);
let queries: ExplainedQueries;
beforeAll(() => {
  queries = new ExplainedQueries(house.subgraph.resources.documents!);
});
beforeEach(() => {
  house.clock.advance({ days: 1 });
});

const code = (expected: string): object => ({ code: expected });
const people = (viewer: Viewer): ConversationService => house.as(viewer).get(ConversationService);
const chat = (viewer: Viewer): MessageService => house.as(viewer).get(MessageService);
const reading = (viewer: Viewer): ChatReading => house.as(viewer).get(ChatReading);
const sees = async (viewer: Viewer, id: string): Promise<boolean> =>
  (await house.as(viewer).get(ConversationLoaders).visible.load(id)) !== null;

const start = (
  world: ForumWorld,
  viewer: Viewer,
  others: readonly Viewer[],
  given: Partial<StartConversationInput> = {},
) => people(viewer).start({ courseId: world.courseId, userIds: others.map(({ id }) => id!), ...given });
const say = (viewer: Viewer, { _id }: Conversation, body: string, given: Partial<SendMessageInput> = {}) =>
  chat(viewer).send({ conversationId: _id, clientId: randomUUID(), body, ...given });

const page = (viewer: Viewer, conversation: Conversation, args: object = {}) =>
  reading(viewer).messages(conversation, { first: 50, ...args });

async function withRoom(world: ForumWorld, slowModeSeconds = 0): Promise<Conversation> {
  return people(world.instructor).openRoom({ courseId: world.courseId, title: 'All of us', slowModeSeconds });
}

/** The next message of a subscription that has begun. */
const follow = (viewer: Viewer, field: string, selection: string, { _id }: Conversation) =>
  house.subgraph.subscribe(
    {
      query: `subscription ($id: ID!) { told: ${field}(conversationId: $id) { ${selection} } }`,
      variables: { id: _id },
    },
    viewer,
    {},
  );

it('Existence: nobody but those who are in a conversation learns of it, administrators among them', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const direct = await start(world, learner, [world.instructor]);
  const said = await say(learner, direct, 'Between us.');
  for (const viewer of [learner, world.instructor]) expect(await sees(viewer, direct._id)).toBe(true);
  for (const viewer of [other, world.stranger(), administrator(randomUUID()), Viewer.anonymous]) {
    expect(await sees(viewer, direct._id)).toBe(false);
    expect(await house.as(viewer).get(MessageLoaders).visible.load(said._id)).toBeNull();
    const expected = code(viewer.id === null ? 'UNAUTHENTICATED' : 'NOT_FOUND');
    await expect(say(viewer, direct, 'Me, too.')).rejects.toMatchObject(expected);
    await expect(chat(viewer).react({ messageId: said._id, emoji: '👍', isSet: true })).rejects.toMatchObject(expected);
    await expect(reading(viewer).markRead({ conversationId: direct._id, seq: 1 })).rejects.toMatchObject(expected);
    const { value } = await follow(viewer, 'messagePosted', 'message { body }', direct).next();
    expect(value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  }
});

it('two people have one conversation, whoever begins it, also both at once', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const [one, two] = await Promise.all([
    start(world, learner, [world.instructor]),
    start(world, world.instructor, [learner]),
  ]);
  expect(one._id).toBe(two._id);
  expect(await house.as(learner).get(ChatReading).page({ first: 5 })).toMatchObject({ nodes: [{ _id: one._id }] });
});

it('a learner writes to who teaches, and to other learners where the course allows it', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  await expect(start(world, learner, [other])).rejects.toMatchObject(code('NOT_FOUND'));
  await start(world, world.instructor, [other]);
  await world.settings({ allowsDirectMessages: true });
  await start(world, learner, [other]);
  await start(world, learner, [other, world.instructor], { title: 'The three of us' });
  for (const someone of [world.stranger(), (await ForumWorld.make(house)).instructor, learner])
    await expect(start(world, learner, [someone])).rejects.toMatchObject(code('NOT_FOUND'));
  await expect(start(world, world.stranger(), [other])).rejects.toMatchObject(code('NOT_FOUND'));
});

it('who is blocked does not write any more, nor begins again', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const direct = await start(world, learner, [world.instructor]);
  const said = await say(learner, direct, 'Hello.');
  const react = (emoji: string, isSet = true) => chat(learner).react({ messageId: said._id, emoji, isSet });
  await react('👋');
  await people(world.instructor).block({ userId: learner.id!, isBlocked: true });
  for (const viewer of [learner, world.instructor])
    await expect(say(viewer, direct, 'Hi')).rejects.toMatchObject(code('BLOCKED'));
  await expect(chat(learner).edit({ id: said._id, body: 'Hear me.' })).rejects.toMatchObject(code('BLOCKED'));
  await expect(react('🔔')).rejects.toMatchObject(code('BLOCKED'));
  await react('👋', false);
  await expect(start(world, learner, [world.instructor])).rejects.toMatchObject(code('NOT_FOUND'));
  await people(world.instructor).block({ userId: learner.id!, isBlocked: false });
  expect((await say(learner, direct, 'Hi')).seq).toBe(2);
  await chat(learner).edit({ id: said._id, body: 'Hello again.' });
});

it('whoever blocked the author is told nothing of what they say in a group', async () => {
  const world = await ForumWorld.make(house);
  await world.settings({ allowsDirectMessages: true });
  const [learner, other] = [await world.learner(), await world.learner()];
  const group = await start(world, learner, [world.instructor, other], { title: 'The three of us' });
  const toldOf = async (viewer: Viewer, body: string): Promise<unknown> => {
    const { _id } = await say(viewer, group, body);
    const told = await house.emitted('message.posted');
    return told.find(({ messageId }) => messageId === _id)?.recipientIds.toSorted();
  };
  const everyoneElse = [world.instructor.id, other.id].toSorted();
  expect(await toldOf(learner, 'one')).toEqual(everyoneElse);
  await people(other).block({ userId: learner.id!, isBlocked: true });
  expect(await toldOf(learner, 'two')).toEqual([world.instructor.id]);
  expect(await toldOf(other, 'three')).toEqual([world.instructor.id, learner.id].toSorted());
  await people(other).block({ userId: learner.id!, isBlocked: false });
  expect(await toldOf(learner, 'four')).toEqual(everyoneElse);
});

it('a message that is sent again with its client id is there once, also twice at once', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const direct = await start(world, learner, [world.instructor]);
  const clientId = 'mine-1';
  const sent = await Promise.all([1, 2, 3].map(() => say(learner, direct, 'Once.', { clientId })));
  expect(new Set(sent.map(({ _id }) => _id)).size).toBe(1);
  expect((await say(world.instructor, direct, 'Mine.', { clientId })).seq).toBe(2);
  expect((await page(learner, direct)).nodes.map(({ body }) => body)).toEqual(['Once.', 'Mine.']);
  const told = (await house.emitted('message.posted')).filter(({ conversationId }) => conversationId === direct._id);
  expect(told.map(({ seq, recipientIds }) => [seq, recipientIds])).toEqual([
    [1, [world.instructor.id]],
    [2, [learner.id]],
  ]);
});

it('messages by 20 senders at once have one order for all, without a gap, and arrive in it', async () => {
  const world = await ForumWorld.make(house);
  const room = await withRoom(world);
  const senders = await Promise.all(Array.from({ length: 20 }, () => world.learner()));
  const each = runsAll ? 100 : 10;
  const total = senders.length * each;
  const receivers = [
    follow(senders[0]!, 'messagePosted', 'message { seq }', room),
    follow(world.instructor, 'messagePosted', 'message { seq }', room),
  ];
  const heard = receivers.map(async (stream) => {
    const seen: number[] = [];
    while (seen.length < total) {
      const { value } = await stream.next();
      seen.push((value as { data: { told: { message: { seq: number } } } }).data.told.message.seq);
    }
    return seen;
  });
  await hearing(receivers.length);
  await Promise.all(
    senders.map(async (viewer, sender) => {
      for (let n = 0; n < each; n += 1) {
        if (n % 30 === 29) house.clock.advance({ seconds: 10 });
        await say(viewer, room, `${sender}: ${n}`);
      }
    }),
  );
  const order = Array.from({ length: total }, (_, index) => index + 1);
  expect(await Promise.all(heard)).toEqual([order, order]);
  const stored: number[] = [];
  while (stored.length < total) {
    const { nodes } = await page(senders[3]!, room, { after: stored.at(-1) ?? 0, first: 200 });
    stored.push(...nodes.map(({ seq }) => seq));
  }
  expect(stored).toEqual(order);
  await Promise.all(receivers.map((stream) => stream.return(undefined)));
});

it('history is read both ways, from a number or a moment', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const direct = await start(world, learner, [world.instructor]);
  const times: Date[] = [];
  for (const body of ['one', 'two', 'three', 'four', 'five']) {
    house.clock.advance({ minutes: 1 });
    times.push(house.clock.now());
    await say(learner, direct, body);
  }
  const bodies = async (args: object): Promise<unknown[]> => {
    const { nodes, hasMore } = await page(learner, direct, args);
    return [...nodes.map(({ body }) => body), hasMore];
  };
  expect(await bodies({ first: 2 })).toEqual(['four', 'five', true]);
  expect(await bodies({ before: 4, first: 2 })).toEqual(['two', 'three', true]);
  expect(await bodies({ before: 2, first: 2 })).toEqual(['one', false]);
  expect(await bodies({ after: 3 })).toEqual(['four', 'five', false]);
  expect(await bodies({ after: 0, first: 1 })).toEqual(['one', true]);
  expect(await bodies({ from: times[3]! })).toEqual(['four', 'five', false]);
  expect(await bodies({ from: times[1]!, first: 2 })).toEqual(['two', 'three', true]);
  expect(await bodies({ from: times[1]!, before: 4 })).toEqual(['two', 'three', false]);
  expect(await bodies({ from: new Date(times[4]!.getTime() + 1) })).toEqual([false]);
});

it('history from a moment on misses nothing where the clocks of two senders differ', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const direct = await start(world, learner, [world.instructor]);
  for (const body of ['one', 'two']) await say(learner, direct, body);
  const from = house.clock.now();
  house.clock.advance({ seconds: -1 });
  await say(world.instructor, direct, 'three, by a clock that is late');
  house.clock.advance({ seconds: 2 });
  await say(learner, direct, 'four');
  expect((await page(learner, direct, { from })).nodes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

it('a message is edited by who said it; what is deleted keeps its place, and nothing else', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const room = await withRoom(world);
  const said = await say(learner, room, 'Helo.');
  const answer = await say(other, room, 'What?', { replyToId: said._id });
  const changes = follow(
    other,
    'messageChanged',
    'message { seq body deletedAt reactions { emoji count viewerReacted } }',
    room,
  );
  const waiting = changes.next();
  await hearing();
  await expect(chat(other).edit({ id: said._id, body: 'x' })).rejects.toMatchObject(code('NOT_FOUND'));
  await chat(learner).edit({ id: said._id, body: 'Hello.' });
  const told = { seq: 1, body: 'Hello.', deletedAt: null, reactions: [] };
  expect((await waiting).value).toEqual({ data: { told: { message: told } } });
  for (let again = 0; again < 2; again += 1) await chat(other).react({ messageId: said._id, emoji: '👍', isSet: true });
  await chat(learner).react({ messageId: said._id, emoji: '👍', isSet: true });
  await chat(learner).react({ messageId: said._id, emoji: '🎉', isSet: true });
  await chat(learner).react({ messageId: said._id, emoji: '🎉', isSet: false });
  const last = async (): Promise<unknown> => {
    const query =
      'query ($id: ID!) { message(id: $id) { body bodyHtml replyTo { body } reactions { emoji count viewerReacted } } }';
    return (await house.data<{ message: object }>(query, { viewer: other, variables: { id: said._id } })).message;
  };
  const reactions = [{ emoji: '👍', count: 2, viewerReacted: true }];
  expect(await last()).toEqual({ body: 'Hello.', bodyHtml: '<p>Hello.</p>\n', replyTo: null, reactions });
  await expect(chat(other).delete(said._id)).rejects.toMatchObject(code('NOT_FOUND'));
  await chat(world.instructor).delete(said._id);
  expect(await last()).toMatchObject({ body: null, bodyHtml: null });
  await expect(chat(learner).edit({ id: said._id, body: 'x' })).rejects.toMatchObject(code('NOT_FOUND'));
  expect((await page(other, room)).nodes.map(({ seq, body }) => [seq, body])).toEqual([
    [1, null],
    [2, 'What?'],
  ]);
  expect(answer.replyToId).toBe(said._id);
  await expect(
    say(other, await start(world, other, [world.instructor]), 'x', { replyToId: said._id }),
  ).rejects.toMatchObject(code('NOT_FOUND'));
  await changes.return(undefined);
});

it('what is read is counted by number, told to the others, and never goes back', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const direct = await start(world, learner, [world.instructor]);
  for (const body of ['one', 'two', 'three']) await say(learner, direct, body);
  const unread = async (viewer: Viewer): Promise<unknown> => {
    const query = '{ conversations { nodes { unreadCount isMuted readReceipts { seq user { id } } } } }';
    return (await house.data<{ conversations: { nodes: object[] } }>(query, { viewer })).conversations.nodes[0];
  };
  expect(await unread(world.instructor)).toMatchObject({ unreadCount: 3, isMuted: false });
  expect(await unread(learner)).toMatchObject({ unreadCount: 0 });
  const reads = follow(learner, 'readChanged', 'receipt { seq user { id } }', direct);
  const waiting = reads.next();
  await hearing();
  const conversationId = direct._id;
  await reading(world.instructor).markRead({ conversationId, seq: 2 });
  const receipt = { seq: 2, user: { id: world.instructor.id } };
  expect((await waiting).value).toEqual({ data: { told: { receipt } } });
  await reading(world.instructor).markRead({ conversationId, seq: 1 });
  expect(await unread(world.instructor)).toMatchObject({
    unreadCount: 1,
    readReceipts: expect.arrayContaining([receipt]),
  });
  await reading(world.instructor).markRead({ conversationId, seq: 99 });
  expect(await unread(world.instructor)).toMatchObject({ unreadCount: 0 });
  await reading(world.instructor).mute({ conversationId, isMuted: true });
  expect(await unread(world.instructor)).toMatchObject({ isMuted: true });
  const before = (await house.emitted('message.posted')).length;
  await say(learner, direct, 'four');
  expect(await house.emitted('message.posted')).toHaveLength(before);
  await reads.return(undefined);
});

it('what was said is no news any more for who reads, answers, mutes it, leaves, or blocks who said it; of a room nobody is told', async () => {
  const world = await ForumWorld.make(house);
  await world.settings({ allowsDirectMessages: true });
  const [learner, other] = [await world.learner(), await world.learner()];
  const direct = await start(world, learner, [world.instructor]);
  const group = await start(world, learner, [world.instructor, other], { title: 'The three of us' });
  const room = await withRoom(world);
  const readOf = async ({ _id }: Conversation): Promise<unknown[]> => {
    const told = await house.emitted('conversation.read');
    return told.filter(({ conversationId }) => conversationId === _id).map(({ userId, seq }) => [userId, seq]);
  };
  for (const conversation of [direct, group, room]) {
    await say(learner, conversation, 'one');
    await say(learner, conversation, 'two');
    await say(world.instructor, conversation, 'three');
  }
  const answered = [[world.instructor.id, 3]];
  expect([await readOf(direct), await readOf(group)]).toEqual([answered, answered]);
  await reading(learner).mute({ conversationId: group._id, isMuted: true });
  await reading(learner).mute({ conversationId: group._id, isMuted: false });
  await people(other).leave(group._id);
  expect(await readOf(group)).toEqual([...answered, [learner.id, 3], [other.id, 3]]);
  await people(learner).block({ userId: world.instructor.id!, isBlocked: true });
  expect(await readOf(direct)).toEqual([...answered, [learner.id, 3]]);
  await reading(learner).mute({ conversationId: room._id, isMuted: true });
  await reading(other).markRead({ conversationId: room._id, seq: 3 });
  expect(await readOf(room)).toEqual([]);
});

it('who reads in a room is told to nobody', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const room = await withRoom(world);
  await say(world.instructor, room, 'Welcome.');
  const reads = follow(learner, 'readChanged', 'receipt { seq }', room);
  const next = reads.next();
  await hearing();
  await reading(other).markRead({ conversationId: room._id, seq: 1 });
  await world.leave(learner);
  expect(await next).toEqual({ value: undefined, done: true });
});

it('people react with one emoji, and to one message with 20 different ones, also two at once', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const { _id: messageId } = await say(learner, await withRoom(world), 'Ready?');
  const REACT = 'mutation ($input: ReactToMessageInput!) { reactToMessage(input: $input) { message { id } } }';
  const react = async (emoji: string): Promise<unknown> => {
    const { errors } = await house.run(REACT, { viewer: learner, variables: { input: { messageId, emoji } } });
    return errors?.[0]?.extensions?.['code'] ?? 'OK';
  };
  for (const words of ['', 'x', '7', 'lol', '👍👍', '👍 ', '<b>'])
    expect([words, await react(words)]).toEqual([words, 'BAD_INPUT']);
  const signs = ['👍', '👍🏽', '❤️', '🇵🇹', '👩‍👩‍👧‍👦', '7️⃣', ...'🎉🎂🍎🍋🍇🍓🍒🍑🥝🍅🥑🌽'];
  for (const emoji of signs) expect([emoji, await react(emoji)]).toEqual([emoji, 'OK']);
  const atOnce = ['🚀', '🛸', '🌍', '🌙', '⭐'].map((emoji, index) =>
    chat([learner, other][index % 2]!).react({ messageId, emoji, isSet: true }),
  );
  const refused = (await Promise.allSettled(atOnce)).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(3);
  expect(refused).toEqual(
    refused.map(() => expect.objectContaining({ reason: expect.objectContaining({ code: 'BAD_INPUT' }) })),
  );
  await chat(other).react({ messageId, emoji: '👍', isSet: true });
  await chat(learner).react({ messageId, emoji: '❤️', isSet: false });
  await chat(other).react({ messageId, emoji: '🧭', isSet: true });
});

it('nobody edits, reacts, types, begins conversations or makes links without end; guesses count', async () => {
  const world = await ForumWorld.make(house);
  const viewer = await world.learner();
  const id = randomUUID();
  const acts: readonly [number, () => Promise<unknown>][] = [
    [20, () => chat(viewer).edit({ id, body: 'x' })],
    [40, () => chat(viewer).react({ messageId: id, emoji: '👍', isSet: true })],
    [20, () => reading(viewer).type(id)],
    [100, () => people(viewer).start({ courseId: id, userIds: [world.instructor.id!] })],
    [30, () => people(viewer).invite({ conversationId: id, hours: 1 })],
  ];
  for (const [points, act] of acts) {
    for (let n = 0; n < points; n += 1) await expect(act()).rejects.toMatchObject(code('NOT_FOUND'));
    await expect(act()).rejects.toMatchObject(code('RATE_LIMITED'));
  }
});

it('who types is shown, and stored nowhere', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const direct = await start(world, learner, [world.instructor]);
  const stream = follow(world.instructor, 'typing', 'user { id }', direct);
  const waiting = stream.next();
  await hearing();
  await reading(learner).type(direct._id);
  expect((await waiting).value).toEqual({ data: { told: { user: { id: learner.id } } } });
  await stream.return(undefined);
});

it('a room is of everyone in the course: who leaves it hears nothing more, at once; who is muted says nothing', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  await expect(
    people(learner).openRoom({ courseId: world.courseId, title: 'x', slowModeSeconds: 0 }),
  ).rejects.toMatchObject(code('NOT_FOUND'));
  const room = await withRoom(world);
  expect((await withRoom(world))._id).toBe(room._id);
  const stream = follow(learner, 'messagePosted', 'message { body }', room);
  const ended = stream.next();
  await hearing();
  await world.leave(learner);
  expect(await ended).toEqual({ value: undefined, done: true });
  await expect(say(learner, room, 'Still here?')).rejects.toMatchObject(code('NOT_FOUND'));
  const { courseId } = world;
  const { _id: id } = await say(other, room, 'Nice weather.');
  await house
    .as(world.instructor)
    .get(RestrictionService)
    .restrict({ courseId, userId: other.id!, kind: RestrictionKind.MUTE });
  await expect(say(other, room, 'Me?')).rejects.toMatchObject(code('MUTED'));
  await expect(chat(other).edit({ id, body: 'Buy at https://shop.example' })).rejects.toMatchObject(code('MUTED'));
  await expect(chat(other).react({ messageId: id, emoji: '👎', isSet: true })).rejects.toMatchObject(code('MUTED'));
  await chat(other).delete(id);
  await expect(people(other).leave(room._id)).rejects.toMatchObject(code('NOT_A_GROUP'));
});

it('a gate says once that its viewer is in a conversation, whatever is said there, and ends when they no longer are', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const room = await withRoom(world);
  const gateOf = (viewer: Viewer) =>
    house.subgraph.subscribe(
      { query: 'subscription ($id: ID!) { conversationOpened(conversationId: $id) }', variables: { id: room._id } },
      viewer,
      {},
    );
  const refused = await gateOf(world.stranger()).next();
  expect(refused.value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  const gates = [learner, other].map(gateOf);
  for (const gate of gates) expect((await gate.next()).value).toEqual({ data: { conversationOpened: true } });
  const next = gates.map((gate) => gate.next());
  await say(world.instructor, room, 'Good morning.');
  await world.leave(learner);
  expect(await next[0]).toEqual({ value: undefined, done: true });
  const { courseId } = world;
  await house
    .as(world.instructor)
    .get(RestrictionService)
    .restrict({ courseId, userId: other.id!, kind: RestrictionKind.BAN });
  expect(await next[1]).toEqual({ value: undefined, done: true });
});

it('the audience of a conversation hears what is said there, and reads nothing else', async () => {
  const world = await ForumWorld.make(house, { organisationId: randomUUID() });
  const learner = await world.learner();
  const direct = await start(world, learner, [world.instructor]);
  const stream = follow(Viewer.audience, 'messagePosted', 'message { body author { id } conversation { id } }', direct);
  const heard = stream.next();
  await hearing();
  const { _id: id } = await say(learner, direct, 'Is anybody here?');
  expect((await heard).value).toEqual({
    data: { told: { message: { body: 'Is anybody here?', author: { id: learner.id }, conversation: null } } },
  });
  await stream.return(undefined);
  expect(await sees(Viewer.audience, direct._id)).toBe(false);
  expect(await house.as(Viewer.audience).get(MessageLoaders).visible.load(id)).toBeNull();
  await expect(say(Viewer.audience, direct, 'We hear you.')).rejects.toMatchObject(code('UNAUTHENTICATED'));
});

it('a room that somebody has read is no longer among their conversations once they left the course, or were kept out', async () => {
  const world = await ForumWorld.make(house);
  const [leaver, banned, other] = [await world.learner(), await world.learner(), await world.learner()];
  const room = await withRoom(world);
  await say(other, room, 'Only for us.');
  const list = async (viewer: Viewer): Promise<unknown> => {
    const query = '{ conversations { totalCount nodes { id messages { nodes { body } } } } }';
    return (await house.data<{ conversations: object }>(query, { viewer })).conversations;
  };
  const said = { totalCount: 1, nodes: [{ id: room._id, messages: { nodes: [{ body: 'Only for us.' }] } }] };
  const { courseId } = world;
  for (const viewer of [leaver, banned]) {
    await reading(viewer).markRead({ conversationId: room._id, seq: 1 });
    expect(await list(viewer)).toEqual(said);
  }
  await world.leave(leaver);
  await house
    .as(world.instructor)
    .get(RestrictionService)
    .restrict({ courseId, userId: banned.id!, kind: RestrictionKind.BAN });
  for (const viewer of [leaver, banned]) expect(await list(viewer)).toEqual({ totalCount: 0, nodes: [] });
  expect(await list(other)).toEqual(said);
});

it('who watches a live session writes in the room of its course, which is there once one is announced', async () => {
  const world = await ForumWorld.make(house);
  const [learner, stranger, liveSessionId] = [await world.learner(), world.stranger(), randomUUID()];
  const { courseId, lessonId, organisationId } = world;
  const announced = { liveSessionId, courseId, lessonId, organisationId, duration: 600 };
  for (const day of ['2027-01-01', '2027-01-02'])
    await house.deliver('live.scheduled', { ...announced, scheduledAt: `${day}T09:00:00.000Z` });
  const ROOM = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on LiveSession { chatRoom { id title } } } }`;
  const variables = { of: [{ __typename: 'LiveSession', id: liveSessionId }] };
  const { _id: id } = await withRoom(world);
  expect(await house.data(ROOM, { viewer: learner, variables })).toEqual({
    _entities: [{ chatRoom: { id, title: 'All of us' } }],
  });
  expect(await house.data(ROOM, { viewer: stranger, variables })).toEqual({ _entities: [{ chatRoom: null }] });
});

it('a room in slow mode, and somebody who writes without end', async () => {
  const world = await ForumWorld.make(house);
  const learner = await world.learner();
  const room = await withRoom(world, 30);
  await say(learner, room, 'one');
  await expect(say(learner, room, 'two')).rejects.toMatchObject({ code: 'SLOW_MODE', facts: { retryAfter: 30 } });
  await say(world.instructor, room, 'three');
  house.clock.advance({ seconds: 30 });
  await say(learner, room, 'four');
  const attempts = Array.from({ length: 50 }, () => say(world.instructor, room, 'more'));
  const refused = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(10);
});

it('people of the course join a group by its link while it works, and leave', async () => {
  const world = await ForumWorld.make(house);
  const [learner, other] = [await world.learner(), await world.learner()];
  const group = await start(world, learner, [world.instructor], { title: 'Exam' });
  const { token } = await people(learner).invite({ conversationId: group._id, hours: 1 });
  await expect(people(other).invite({ conversationId: group._id, hours: 1 })).rejects.toMatchObject(code('NOT_FOUND'));
  for (const [viewer, secret] of [
    [world.stranger(), token],
    [other, 'nonsense'],
  ] as const)
    await expect(people(viewer).accept(secret)).rejects.toMatchObject(code('NOT_FOUND'));
  await say(learner, group, 'Before you came.');
  await people(other).accept(token);
  await people(other).accept(token);
  expect(await sees(other, group._id)).toBe(true);
  const stream = follow(other, 'messagePosted', 'message { body }', group);
  const ended = stream.next();
  await hearing();
  await people(other).leave(group._id);
  expect(await ended).toEqual({ value: undefined, done: true });
  expect(await sees(other, group._id)).toBe(false);
  house.clock.advance({ hours: 1 });
  await expect(people(other).accept(token)).rejects.toMatchObject(code('NOT_FOUND'));
  const direct = await start(world, learner, [world.instructor]);
  await expect(people(learner).invite({ conversationId: direct._id, hours: 1 })).rejects.toMatchObject(
    code('NOT_A_GROUP'),
  );
});

it('a group takes 100 people, also when some join at once in several processes; whoever is in it stays', async () => {
  const world = await ForumWorld.make(house);
  const joiners = await Promise.all(Array.from({ length: 5 }, () => world.learner()));
  const group = await start(world, world.instructor, [joiners[0]!], { title: 'Exam' });
  const { token } = await people(world.instructor).invite({ conversationId: group._id, hours: 1 });
  await people(joiners[0]!).leave(group._id);
  const crowd = Array.from({ length: 98 }, () => randomUUID());
  await house.as().get(ConversationStore).join(group, crowd);
  const elsewhere = (viewer: Viewer): ConversationService =>
    Scope.open({ ...house.subgraph.resources, shared: new Map() }, viewer).get(ConversationService);
  const joined = await Promise.allSettled(joiners.map((viewer) => elsewhere(viewer).accept(token)));
  expect(joined.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(
    Array.from({ length: 4 }, () => 'GROUP_FULL'),
  );
  expect(await house.as().documents.of(members).count({ conversationId: group._id })).toBe(100);
  const inside = joiners[joined.findIndex(({ status }) => status === 'fulfilled')]!;
  expect((await people(inside).accept(token))._id).toBe(group._id);
});

it('an index serves every query', async () => {
  expect(await queries.scans()).toEqual([]);
});
