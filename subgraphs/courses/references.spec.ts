import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator, person } from '../../kit/testing/viewers';
import { Viewer } from '../../kit/identity/viewer';
import { courses } from '.';
import { categoryFactory } from './category/category.factory';
import { courseFactory } from './course/course.factory';
import { learnerFactory } from './learner/learner.factory';
import { reviewFactory } from './review/review.factory';
import { runFactory } from './run/run.factory';
import { TagService } from './tag/tag.service';

const house = subgraphTest(courses);
const organisationId = randomUUID();
const admin = administrator(randomUUID());
const [owner, learner] = [randomUUID(), randomUUID()];

const viewers = {
  anonymous: Viewer.anonymous,
  stranger: person(randomUUID()),
  owner: person(owner, { organisations: [organisationId] }),
  learner: person(learner, { organisations: [organisationId] }),
  member: person(randomUUID(), { organisations: [organisationId] }),
  admin,
};
type Who = keyof typeof viewers;

const everyone: readonly Who[] = ['anonymous', 'stranger', 'owner', 'learner', 'member', 'admin'];
const inside: readonly Who[] = ['owner', 'learner', 'member', 'admin'];
const ids: Record<string, string> = {};

/** Every owned noun, public, hidden and walled: who may have it, by whatever way it is asked for. */
const table: readonly (readonly [string, string, readonly Who[]])[] = [
  ['Course', 'published', everyone],
  ['Course', 'draft', ['owner', 'admin']],
  ['Course', 'archived', ['owner', 'learner', 'admin']],
  ['Course', 'walled', inside],
  ['Course', 'walledDraft', ['owner', 'admin']],
  ['Run', 'runPublished', everyone],
  ['Run', 'runDraft', ['owner', 'admin']],
  ['Run', 'runWalled', inside],
  ['Review', 'reviewPublished', everyone],
  ['Review', 'reviewArchived', ['owner', 'learner', 'admin']],
  ['Review', 'reviewWalled', inside],
  ['Category', 'category', everyone],
  ['Category', 'categoryWalled', inside],
  ['Tag', 'tag', everyone],
  ['Tag', 'tagWalled', inside],
];

beforeAll(async () => {
  const taughtBy = [owner];
  const names = ['published', 'draft', 'archived', 'walled', 'walledDraft'] as const;
  const made = await house.make(courseFactory, [
    { taughtBy },
    { taughtBy, status: 'DRAFT' },
    { taughtBy, status: 'ARCHIVED' },
    { taughtBy, organisationId },
    { taughtBy, organisationId, status: 'DRAFT' },
  ]);
  const [published, draft, archived, walled] = made;
  for (const [index, name] of names.entries()) ids[name] = made[index]!.id;
  await house.make(
    learnerFactory,
    made.map((course) => ({ course, userId: learner })),
  );
  const runs = await house.make(runFactory, [{ course: published! }, { course: draft! }, { course: walled! }]);
  const reviews = await house.make(reviewFactory, [{ course: published! }, { course: archived! }, { course: walled! }]);
  const categories = await house.make(categoryFactory, [{ name: 'Open' }, { name: 'Closed', organisationId }]);
  const tags = [
    await house.as(admin).get(TagService).create({ name: 'Open' }),
    await house.as(admin).get(TagService).create({ name: 'Closed', organisationId }),
  ];
  const rest = {
    runPublished: runs[0],
    runDraft: runs[1],
    runWalled: runs[2],
    reviewPublished: reviews[0],
    reviewArchived: reviews[1],
    reviewWalled: reviews[2],
  };
  for (const [name, row] of Object.entries({
    ...rest,
    category: categories[0],
    categoryWalled: categories[1],
    tag: tags[0],
    tagWalled: tags[1],
  }))
    ids[name] = row!.id;
});

const cases = table.flatMap(([type, name, granted]) =>
  everyone.map((who) => [type, name, who, granted.includes(who)] as const),
);

it.each(cases)('_entities bypass: %s %s for %s: %p', async (type, name, who, isGranted) => {
  const viewer = viewers[who];
  const field = type.toLowerCase();
  const variables = { id: ids[name], representations: [{ __typename: type, id: ids[name] }] };
  const query = `query ($id: ID!, $representations: [_Any!]!) { ${field}(id: $id) { id } _entities(representations: $representations) { ... on ${type} { id } } }`;
  const found = isGranted ? { id: ids[name] } : null;
  expect(await house.data(query, { viewer, variables })).toEqual({ [field]: found, _entities: [found] });
});

it.each(['Course', 'Run', 'Review', 'Category', 'Tag'])(
  'a reference to no %s at all is null, not an error',
  async (type) => {
    const representations = ['not-a-uuid', 'nul\0byte', randomUUID()].map((id) => ({ __typename: type, id }));
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }`;
    expect(await house.data(query, { variables: { representations } })).toEqual({ _entities: [null, null, null] });
  },
);
