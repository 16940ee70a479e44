import { deadJobs } from '../../kit/events/dead';
import { runsAll } from '../../kit/testing/needs';
import { argumentsOf, sampleOf, type Pointing } from '../harness/inputs';
import { lyceumTest } from '../harness/lyceum';
import { changesBetween, takeSnapshot, type Snapshot } from '../harness/snapshot';
import { makeWorld, type World } from '../harness/world';
import { attack, type Shot } from './attack';
import { operations, type Operation } from './operations';
import { variantsOf, type Known } from './variants';

const opened = lyceumTest();
type Attacker = 'anonymous' | 'learner' | 'instructor' | 'administrator';
/** Who may least, and who may most, say most of it. */
const attackers: readonly Attacker[] = runsAll
  ? ['anonymous', 'learner', 'instructor', 'administrator']
  : ['anonymous', 'administrator'];
/** One in so many of what could be said is, with each operation others of it. */
const share = runsAll ? 1 : 6;
let world: World;
let known: Known;

// Errors are made by the thousand here: one line of a stack that leaked is enough to see it.
const { stackTraceLimit } = Error;
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

beforeAll(async () => {
  Error.stackTraceLimit = 1;
  world = await makeWorld(opened.lyceum);
  const query = '{ tags(first: 1) { pageInfo { endCursor } } courses(first: 1) { pageInfo { endCursor } } }';
  const { courses } = await opened.lyceum.ask<{ courses: { pageInfo: { endCursor: string } } }>(query);
  const { Course, Lesson, Enrollment, Session, Role } = world.rows;
  const ids = [
    Course!['draftOfB'],
    Course!['ofA'],
    Lesson!['unpublished'],
    Enrollment!['others'],
    Session!['others'],
    Role!['ofB'],
  ];
  known = { ids: ids.map(String), cursor: courses.pageInfo.endCursor };
});

/** The attacker's own row where there is one, else one that everyone may see. */
const point: Pointing = (type) => {
  const rows = world.rows[type] ?? {};
  return type === 'User'
    ? world.people.other.id
    : (rows['own'] ?? rows['public'] ?? Object.values(rows)[0] ?? '01990000-0000-7000-8000-0000000000ff');
};

function* shotsOf(operation: Operation, attacker: Attacker): Generator<Shot> {
  const { field, through, document, isMalformed } = operation;
  const { token, headers } = world.credentials(attacker);
  const base = { ...argumentsOf(field, point), ...(through ? { id: point(through) } : {}) };
  let turn = operations.indexOf(operation);
  for (const variables of spoiled(base, field)) {
    if (turn++ % share !== 0 && variables !== base) continue;
    const text = JSON.stringify(variables);
    const isOneEnough = text.length > 100_000 || isMalformed(text);
    if (isOneEnough && attacker !== 'administrator') continue;
    const body = `{"query":${JSON.stringify(document)},"variables":${text}}`;
    yield { body, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } };
  }
}

/** The arguments as they should be, then with something hostile in each place. */
function* spoiled(base: Readonly<Record<string, unknown>>, field: Operation['field']): Generator<object> {
  yield base;
  for (const argument of field.args) {
    const sample = sampleOf(argument, field, point);
    for (const variant of variantsOf(argument, sample, known)) yield { ...base, [argument.name]: variant };
  }
}

/** What is counted from rows of other people, such as votes, or for the asker to say: all that a learner may change of theirs. */
const counted = [
  'review.helpful_count',
  'run_seats.taken',
  'course.rating_average',
  'course.rating_count',
  'course.rating_histogram',
  'forum.threadCount',
  'forum.unansweredCount',
  'post.score',
  'post.replyCount',
  'post.isAccepted',
  'moderation_case.reportCount',
  'moderation_case.reasons',
];

describe.each(attackers)('hostile input from %s', (attacker) => {
  const taken: { before?: Snapshot } = {};
  const snapshot = (): Promise<Snapshot> => {
    const { Enrollment, Asset, TranscodeJob } = world.rows;
    const files = [Asset!['own']!, TranscodeJob!['own']!];
    const own = attacker === 'learner' ? [world.people.learner.id, ...files, ...Object.values(Enrollment!)] : [];
    return takeSnapshot(opened.lyceum.platform, { without: attacker === 'learner' ? counted : [], notOf: own });
  };
  beforeAll(async () => {
    taken.before = await snapshot();
  });

  it.each(operations)('$name answers with a code, or does it', async (operation) => {
    expect(await attack(opened.lyceum, [...shotsOf(operation, attacker)])).toEqual([]);
  });

  if (attacker === 'anonymous' || attacker === 'learner')
    it('changes nothing of other people’s', async () => {
      expect(changesBetween(taken.before!, await snapshot())).toEqual([]);
    });
});

/** What is right for these is not said by types: a page of this very site, a payout that was paid. */
const notByTypes = ['onboardPayouts', 'reversePayout'];

// After the attacks, because it does what it asks for.
it.each(operations.filter(({ name }) => !notByTypes.includes(name)))(
  '$name was spoiled from arguments that are right',
  async ({ field, through, document }) => {
    const variables = { ...argumentsOf(field, point), ...(through ? { id: point(through) } : {}) };
    const { errors } = await opened.lyceum.send(document, { variables, ...world.credentials('administrator') });
    const codes = errors.map(({ extensions }) => extensions['code']);
    expect(['BAD_INPUT', 'BAD_USER_INPUT', 'BAD_CURSOR', 'GRAPHQL_VALIDATION_FAILED']).not.toContain(codes[0]);
  },
);

it('nothing that was taken poisons a job or an event', async () => {
  await opened.lyceum.settle();
  const dead = await Promise.all(opened.lyceum.platform.subgraphs.map(({ resources }) => deadJobs(resources.database)));
  expect(dead.flat()).toEqual([]);
}, 900_000);
