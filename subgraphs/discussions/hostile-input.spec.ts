import { randomUUID } from 'node:crypto';
import { kitErrors } from '../../kit/errors/kit-errors';
import { buildSubgraph } from '../../kit/graphql/schema';
import { Viewer } from '../../kit/identity/viewer';
import { refuseCollectionScans } from '../../kit/testing/explained-queries';
import { notIds, spoiled } from '../../kit/testing/hostile';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator, person } from '../../kit/testing/viewers';
import { discussions } from '.';
import { invites } from './chat/conversation.document';
import { discussionsErrors } from './discussions.errors';
import { judge } from './filter/filter';
import { chatFilters, filters } from './filter/filters';
import { namesIn, withoutPerson } from './post/named';
import { hostsIn, mentionsIn, renderPost, wordsOf } from './post/post.text';
import { makeBelongings, type Belongings } from './testing/belongings';

const house = subgraphTest(discussions);
const { schema } = buildSubgraph(discussions);

type Make = (own: Belongings) => Readonly<Record<string, unknown>>;

const said = 'Some words.';

/** Every mutation with input that it takes of somebody who teaches. */
const taken: Readonly<Record<string, Make>> = {
  createThread: ({ courseId, lessonId }) => ({
    courseId,
    lessonId,
    kind: 'QUESTION',
    title: 'Why?',
    body: said,
    tags: ['one'],
  }),
  updateThread: ({ threadId }) => ({ id: threadId, title: 'How?', tags: ['two'], expectedVersion: 1 }),
  deleteThread: ({ threadId }) => ({ id: threadId }),
  pinThread: ({ threadId }) => ({ id: threadId, isPinned: true }),
  lockThread: ({ threadId }) => ({ id: threadId, isLocked: true }),
  moveThread: ({ threadId, lessonId }) => ({ id: threadId, lessonId }),
  mergeThread: ({ threadId, otherThreadId }) => ({ id: otherThreadId, intoId: threadId }),
  createPost: ({ threadId, postId }) => ({ threadId, replyToId: postId, body: said }),
  updatePost: ({ ownPostId }) => ({ id: ownPostId, body: said, expectedVersion: 1 }),
  deletePost: ({ ownPostId }) => ({ id: ownPostId }),
  votePost: ({ postId }) => ({ postId, vote: 'UP' }),
  acceptAnswer: ({ postId }) => ({ postId, isAccepted: true }),
  endorseAnswer: ({ postId }) => ({ postId, isEndorsed: true }),
  followThread: ({ threadId }) => ({ threadId, isFollowed: true }),
  followForum: ({ courseId }) => ({ courseId, isFollowed: true }),
  markThreadRead: ({ threadId }) => ({ threadId }),
  markForumRead: ({ courseId }) => ({ courseId }),
  updateForum: ({ courseId }) => ({ courseId, slowModeSeconds: 1, proposedTags: ['one'] }),
  reportPost: ({ postId }) => ({ postId, reason: 'SPAM', note: said }),
  reportMessage: ({ messageId }) => ({ messageId, reason: 'SPAM', note: said }),
  claimModerationCase: ({ caseId }) => ({ id: caseId }),
  releaseModerationCase: ({ claimedCaseId }) => ({ id: claimedCaseId }),
  decideModerationCase: ({ caseId }) => ({
    id: caseId,
    decision: 'REMOVE',
    sanction: 'MUTE',
    sanctionDays: 3,
    note: said,
  }),
  reopenModerationCase: ({ decidedCaseId }) => ({ id: decidedCaseId }),
  appealModeration: ({ removedPostId }) => ({ postId: removedPostId, text: said }),
  appealMessageModeration: ({ removedMessageId }) => ({ messageId: removedMessageId, text: said }),
  restrictMember: ({ courseId, personId }) => ({ courseId, userId: personId, kind: 'MUTE', reason: said }),
  liftRestriction: ({ courseId, personId }) => ({ courseId, userId: personId }),
  startConversation: ({ courseId, personId }) => ({ courseId, userIds: [personId], title: 'Both' }),
  openCourseRoom: ({ courseId }) => ({ courseId, title: 'All of us', slowModeSeconds: 0 }),
  leaveConversation: ({ conversationId }) => ({ conversationId }),
  createInvite: ({ conversationId }) => ({ conversationId, hours: 1 }),
  joinConversation: ({ token }) => ({ token }),
  blockPerson: ({ personId }) => ({ userId: personId, isBlocked: true }),
  muteConversation: ({ conversationId }) => ({ conversationId, isMuted: true }),
  markConversationRead: ({ conversationId }) => ({ conversationId, seq: 1 }),
  sendTyping: ({ conversationId }) => ({ conversationId }),
  sendMessage: ({ conversationId, messageId }) => ({
    conversationId,
    clientId: randomUUID(),
    body: said,
    replyToId: messageId,
    attachmentIds: [randomUUID()],
  }),
  editMessage: ({ ownMessageId }) => ({ id: ownMessageId, body: said }),
  deleteMessage: ({ ownMessageId }) => ({ id: ownMessageId }),
  reactToMessage: ({ messageId }) => ({ messageId, emoji: '👍', isSet: true }),
};

const names = Object.keys(schema.getMutationType()!.getFields());
const zalgo = `H${'\u0300\u0323\u0489'.repeat(300)}i`;

/** What MongoDB would take for operators is among it; what no text or number is comes by the generated attacks of e2e. */
const hostile = (others: Belongings): readonly unknown[] => [
  ...notIds,
  zalgo,
  randomUUID(),
  others.courseId,
  others.threadId,
  others.postId,
  others.caseId,
  others.conversationId,
  others.messageId,
  others.personId,
  others.token,
  -1,
  null,
  { $ne: null },
];

async function errorsAtOnce(name: string, input: unknown, viewer: Viewer) {
  const type = String(schema.getMutationType()!.getFields()[name]!.args[0]!.type);
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
  const { errors = [] } = await house.run(query, { viewer, variables: { input } });
  return errors;
}

/** Whoever waits for an hour may do as much again. */
async function errorsOf(name: string, input: unknown, viewer: Viewer) {
  house.clock.advance({ hours: 1 });
  return errorsAtOnce(name, input, viewer);
}

const codesOf = (errors: Awaited<ReturnType<typeof errorsOf>>) =>
  errors.map(({ extensions }) => String(extensions?.['code']));

/** Every document that mentions what belongs to somebody; by an index, because the last test refuses anything else. */
async function documentsOf({ owner, learner, token: _token, ...ids }: Belongings): Promise<string[]> {
  const wanted = [owner.id!, learner.id!, ...Object.values(ids)];
  const { db } = house.subgraph.resources.documents!;
  // MongoDB deletes links when they are over, by the day that it really is.
  const kept = discussions.documents!.collections.filter(({ name }) => name !== invites.name);
  const all = await Promise.all(kept.map(({ name }) => db.collection(name).find({}, { hint: '_id_' }).toArray()));
  const texts = all.flat().map((document) => JSON.stringify(document));
  const isTheirs = (text: string): boolean => wanted.some((id) => text.includes(id));
  // What the attacker says of them in a course of their own is the attacker's.
  return texts.filter((text) => isTheirs(text) && !text.includes(attacker!.courseId)).toSorted();
}

let [others, attacker, tidy]: Belongings[] = [];
beforeAll(async () => {
  [others, attacker, tidy] = [await makeBelongings(house), await makeBelongings(house), await makeBelongings(house)];
});

it('every mutation is attacked below', () => {
  expect(Object.keys(taken).toSorted()).toEqual(names.toSorted());
});

/** What leaves less for others to be done with comes last. */
const lastOf = ['deletePost', 'deleteMessage', 'mergeThread', 'deleteThread', 'leaveConversation', 'blockPerson'];
const inOrder = Object.entries(taken).toSorted(([one], [other]) => lastOf.indexOf(one) - lastOf.indexOf(other));

it.each(inOrder)('%s takes what is right', async (name, make) => {
  expect(codesOf(await errorsOf(name, make(tidy!), tidy!.owner))).toEqual([]);
});

const { INTERNAL_ERROR: _never, RATE_LIMITED: _waits, ...expected } = { ...kitErrors, ...discussionsErrors };

it.each(Object.entries(taken))(
  '%s answers hostile input with a coded error or takes it, and harms nobody else',
  async (name, make) => {
    const before = await documentsOf(others!);
    const codes = new Set<string>();
    for (const input of spoiled(make(attacker!), hostile(others!)))
      for (const code of codesOf(await errorsOf(name, input, attacker!.owner))) codes.add(code);
    expect(codes).toContain('BAD_INPUT');
    expect([...codes].filter((code) => !(code in expected))).toEqual([]);
    const after = new Set(await documentsOf(others!));
    expect(before.filter((text) => !after.has(text))).toEqual([]);
  },
);

it.each(Object.entries(taken).filter(([name]) => name !== 'blockPerson'))(
  '%s: what belongs to others answers strangers like what does not exist',
  async (name, make) => {
    const nothing = Object.fromEntries(Object.keys(others!).map((key) => [key, randomUUID()]));
    const before = await documentsOf(others!);
    for (const viewer of [person(randomUUID()), Viewer.anonymous]) {
      const answer = await errorsOf(name, make(others!), viewer);
      expect(codesOf(answer)).toEqual([viewer.id === null ? 'UNAUTHENTICATED' : 'NOT_FOUND']);
      expect(answer).toEqual(await errorsOf(name, make(nothing as unknown as Belongings), viewer));
    }
    expect(await documentsOf(others!)).toEqual(before);
  },
);

it('ten megabytes of Markdown are refused wherever words are taken', async () => {
  const tenMegabytes = 'words and *more* words '.repeat(450_000);
  for (const [name, field] of [
    ['createThread', 'title'],
    ['createThread', 'body'],
    ['createPost', 'body'],
    ['updatePost', 'body'],
    ['sendMessage', 'body'],
    ['editMessage', 'body'],
    ['appealModeration', 'text'],
    ['reportMessage', 'note'],
  ] as const) {
    const input = { ...taken[name]!(attacker!), [field]: tenMegabytes };
    expect([name, codesOf(await errorsOf(name, input, attacker!.owner))]).toEqual([name, ['BAD_INPUT']]);
  }
});

it('nobody votes, follows, deletes, joins or appeals without end; guesses count', async () => {
  const viewer = person(randomUUID());
  const id = randomUUID();
  const acts: readonly [number, string, object][] = [
    [120, 'votePost', { postId: id, vote: 'UP' }],
    [240, 'followThread', { threadId: id }],
    [30, 'deletePost', { id }],
    [30, 'joinConversation', { token: id }],
  ];
  for (const [points, name, input] of acts) {
    const answers: string[] = [];
    for (let n = 0; n <= points; n += 1) answers.push(...codesOf(await errorsAtOnce(name, input, viewer)));
    expect(answers.slice(0, points).filter((code) => code !== 'NOT_FOUND')).toEqual([]);
    expect(answers.at(-1)).toBe('RATE_LIMITED');
  }
  for (const [name, input] of [
    ['markThreadRead', { threadId: id }],
    ['blockPerson', { userId: id }],
    ['appealModeration', { postId: id, text: said }],
  ] as const)
    expect([name, codesOf(await errorsAtOnce(name, input, viewer))]).toEqual([name, ['RATE_LIMITED']]);
});

it.each(notIds.map((id) => [id.slice(0, 40), id]))('the id %j finds nothing, and hides nothing else', async (_, id) => {
  const query = `query ($id: ID!, $good: ID!, $of: [_Any!]!) {
    thread(id: $id) { title } post(id: $id) { body } message(id: $id) { body } conversation(id: $id) { title }
    moderationCase(id: $id) { state } good: thread(id: $good) { id }
    _entities(representations: $of) {
      ... on Thread { title } ... on Post { body } ... on Message { body } ... on Conversation { called: title }
      ... on ModerationCase { state } ... on Course { forum { threadCount } } ... on LiveSession { chatRoom { id } }
    }
  }`;
  const types = ['Thread', 'Post', 'Message', 'Conversation', 'ModerationCase', 'Course', 'LiveSession'];
  const variables = { id, good: others!.threadId, of: types.map((__typename) => ({ __typename, id })) };
  const { good, _entities, ...rest } = await house.data<Record<string, unknown>>(query, {
    viewer: administrator(randomUUID()),
    variables,
  });
  expect(good).toEqual({ id: others!.threadId });
  const entities = (_entities as (Record<string, unknown> | null)[]).flatMap((entity) => Object.values(entity ?? {}));
  expect([...Object.values(rest), ...entities].filter((value) => value !== null)).toEqual([]);
});

/** Searches that are expressions somewhere, and such as a server would have to try for long. */
const searches = [
  '(a+)+$',
  `${'(x+x+)+'.repeat(20)}y`,
  '"',
  '"'.repeat(200),
  '-'.repeat(200),
  '-"a -"b "-',
  '\\',
  '.*'.repeat(100),
  '$where',
  '{"$gt":""}',
  'a\0b',
  '\ud800',
  zalgo.slice(0, 200),
  '🙂'.repeat(50),
];

it.each(searches)('a search for %j finds what has these words, if anything', async (text) => {
  const query = `query ($of: [_Any!]!, $text: String!) { _entities(representations: $of) {
    ... on Course { forum { search(text: $text) { id } similarThreads(title: $text) { id } } } } }`;
  const variables = { of: [{ __typename: 'Course', id: others!.courseId }], text };
  const { errors = [] } = await house.run(query, { viewer: others!.owner, variables });
  expect(codesOf(errors).filter((code) => code !== 'BAD_INPUT')).toEqual([]);
});

const longest = 20_000;
const full = (part: string): string => part.repeat(Math.floor(longest / part.length));
/** Nested as deep, and left open as often, as a text may. */
const bombs = [
  ...['>', '> ', '- ', '1. ', '#', '*', '_', '**a', '~~', '`', '```\n', '[', '![', '[a](', '[a](<', '[[a]', ']('].map(
    full,
  ),
  ...['<', '<a ', '&', '&#', '\\', '|', '|-', '$', '$$', '$a', 'a a ', '@[', '@[a](user:', '](user:', '\0', zalgo].map(
    full,
  ),
  `${full('[').slice(0, longest / 2)}${full(']').slice(0, longest / 2)}`,
  `|${full('a|').slice(0, longest / 4)}\n|${full('-|').slice(0, longest / 4)}\n${full('|').slice(0, longest / 2)}`,
  full('[a]: b\n[a]'),
  full('https://a.example/'),
];

it.each(bombs.map((text) => [text.slice(0, 12), text]))('a text of %j is read, judged and forgotten', (_, text) => {
  const words = wordsOf(text);
  expect(renderPost(text)).not.toMatch(/<script|javascript:/);
  expect(withoutPerson(text, others!.personId)).not.toContain(others!.personId);
  const submission = { title: '', words, hosts: hostsIn(text), publishedBefore: 9, recent: [{ words, secondsAgo: 1 }] };
  for (const all of [filters, chatFilters])
    expect(judge(all, { ...submission, files: [] }).verdict).toMatch(/PASS|FLAG|HOLD/);
  expect(namesIn(text).length + mentionsIn(text).length).toBe(0);
});

refuseCollectionScans(house);
