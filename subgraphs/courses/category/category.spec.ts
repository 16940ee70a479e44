import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { courses } from '..';
import { tell as tellOfCourse } from '../course/course.events';
import { courseFactory } from '../course/course.factory';
import { categoryFactory } from './category.factory';
import { CategoryService } from './category.service';

const house = subgraphTest(courses);
const admin = administrator(randomUUID());

async function artAndPainting() {
  const [art] = await house.make(categoryFactory, [{ name: `Art ${randomUUID()}` }]);
  const [painting] = await house.make(categoryFactory, [{ name: 'Painting', under: art! }]);
  return { art: art!, painting: painting! };
}

it('cannot move a category under its own child', async () => {
  const { art, painting } = await artAndPainting();
  const move = house.as(admin).get(CategoryService).move({ id: art.id, parentId: painting.id });
  await expect(move).rejects.toMatchObject({ code: 'CATEGORY_CYCLE' });
});

it('moves everything below with it', async () => {
  const { art, painting } = await artAndPainting();
  const [oils] = await house.make(categoryFactory, [{ name: 'Oils', under: painting }]);
  const [craft] = await house.make(categoryFactory, [{ name: `Craft ${randomUUID()}` }]);
  await house.as(admin).get(CategoryService).move({ id: painting.id, parentId: craft!.id });
  const data = await house.data(`query ($id: ID!) { category(id: $id) { parent { parent { name } } } }`, {
    variables: { id: oils!.id },
  });
  expect(data).toEqual({ category: { parent: { parent: { name: craft!.name } } } });
  const left = await house.data(`query ($id: ID!) { category(id: $id) { children { name } } }`, {
    variables: { id: art.id },
  });
  expect(left).toEqual({ category: { children: [] } });
});

it('tells of a category that is new, or lies elsewhere, and of the one a course is in', async () => {
  const service = () => house.as(admin).get(CategoryService);
  const [above] = await house.make(categoryFactory, [{ name: `Above ${randomUUID()}` }]);
  const made = await service().create({ name: 'Below', slug: `below-${randomUUID()}` });
  await service().move({ id: made.id, parentId: above!.id });
  const facts = { categoryId: made.id, organisationId: null };
  expect((await house.emitted('category.changed')).filter(({ categoryId }) => categoryId === made.id)).toEqual([
    { ...facts, version: 1, parentId: null },
    { ...facts, version: 2, parentId: above!.id },
  ]);
  const [course] = await house.make(courseFactory, [{ categoryId: made.id }]);
  await house.as().transaction((tx) => tellOfCourse(tx, course!));
  expect((await house.emitted('course.changed')).at(-1)).toMatchObject({ courseId: course!.id, categoryId: made.id });
});

it('two moves at once never make a cycle', async () => {
  const [left, right] = await house.make(categoryFactory, [
    { name: `Left ${randomUUID()}` },
    { name: `Right ${randomUUID()}` },
  ]);
  const moves = await Promise.allSettled([
    house.as(admin).get(CategoryService).move({ id: left!.id, parentId: right!.id }),
    house.as(admin).get(CategoryService).move({ id: right!.id, parentId: left!.id }),
  ]);
  expect(moves.filter((move) => move.status === 'fulfilled')).toHaveLength(1);
});

it('is renamed, found by its address, and deleted once it is empty', async () => {
  const { art, painting } = await artAndPainting();
  const categories = () => house.as(admin).get(CategoryService);
  const slug = `fine-arts-${randomUUID()}`;
  await categories().update({ id: art.id, name: 'Fine arts', slug, expectedVersion: 1 });
  const byPath = (path: string) =>
    house.data(`query ($path: String!) { categoryByPath(path: $path) { name } }`, { variables: { path } });
  expect(await byPath(`${slug}/painting`)).toEqual({ categoryByPath: { name: 'Painting' } });
  expect(await byPath(`${slug}/none`)).toEqual({ categoryByPath: null });
  await expect(categories().delete({ id: art.id })).rejects.toMatchObject({ code: 'CATEGORY_NOT_EMPTY' });
  await house.make(courseFactory, [{ categoryId: painting.id, status: 'DRAFT' }]);
  await expect(categories().delete({ id: painting.id })).rejects.toMatchObject({ code: 'CATEGORY_NOT_EMPTY' });
  const [empty] = await house.make(categoryFactory, [{ name: 'Oils', under: art }]);
  expect(await categories().delete({ id: empty!.id })).toBe(empty!.id);
  await expect(
    house.as(person(randomUUID())).get(CategoryService).update({ id: art.id, name: 'Mine' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('refuses a slug that a sibling has', async () => {
  const { art, painting } = await artAndPainting();
  const [oils] = await house.make(categoryFactory, [{ name: 'Oils', under: art }]);
  const rename = house.as(admin).get(CategoryService).update({ id: oils!.id, slug: painting.slug });
  await expect(rename).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
});

it('refuses a stale edit with CONFLICT and the current version', async () => {
  const { art } = await artAndPainting();
  const result = await house.run(
    `mutation ($input: MoveCategoryInput!) { moveCategory(input: $input) { category { version } } }`,
    {
      viewer: admin,
      variables: { input: { id: art.id, expectedVersion: 7 } },
    },
  );
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', currentVersion: 1 });
});

it('tenant: a role in one organisation moves nothing in another', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const editorOfA = person(randomUUID(), {
    organisations: [a, b],
    grants: [grant('editor', ['category.edit'], { organisationId: a })],
  });
  const [ofB] = await house.make(categoryFactory, [{ name: 'Internal', organisationId: b }]);
  await expect(house.as(editorOfA).get(CategoryService).move({ id: ofB!.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('tenant: a category moves within its organisation only, whoever moves it', async () => {
  const { art } = await artAndPainting();
  const [internal] = await house.make(categoryFactory, [{ name: 'Internal', organisationId: randomUUID() }]);
  const move = (id: string, parentId: string) => house.as(admin).get(CategoryService).move({ id, parentId });
  await expect(move(internal!.id, art.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(move(art.id, internal!.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('existence: a category of another organisation reads like one that does not exist', async () => {
  const [hidden] = await house.make(categoryFactory, [{ name: 'Secret plans', organisationId: randomUUID() }]);
  const read = (id: string) =>
    house.run(`query ($id: ID!) { category(id: $id) { name } }`, { viewer: person(randomUUID()), variables: { id } });
  expect(await read(hidden!.id)).toEqual(await read(randomUUID()));
});

it('N+1: costs one statement per level, however wide the tree', async () => {
  const roots = await house.make(
    categoryFactory,
    Array.from({ length: 20 }, (_, index) => ({ name: `Root ${index} ${randomUUID()}` })),
  );
  const children = await house.make(
    categoryFactory,
    roots.flatMap((root) => [
      { name: 'One', under: root },
      { name: 'Two', under: root },
    ]),
  );
  await house.make(
    categoryFactory,
    children.map((child) => ({ name: 'Leaf', under: child })),
  );
  expect(await house.statements(`{ categories { name children { name children { name } } } }`)).toBe(3);
});

it('a call without a signed viewer is refused', async () => {
  const result = await house.subgraph.execute({ query: '{ categories { name } }' }, {});
  expect(result.errors?.[0]?.extensions?.['code']).toBe('UNSIGNED_CALL');
});
