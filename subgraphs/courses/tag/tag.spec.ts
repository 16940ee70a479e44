import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { courses } from '..';
import { courseFactory } from '../course/course.factory';
import { CourseService } from '../course/course.service';
import { Tag } from './tag.entity';
import { TagService } from './tag.service';

const house = subgraphTest(courses);
const admin = administrator(randomUUID());
const tags = () => house.as(admin).get(TagService);

it('are made, renamed and deleted by whoever keeps the catalogue', async () => {
  const tag = await tags().create({ name: ' Slow Food ' });
  expect(tag).toMatchObject({ name: 'Slow Food', slug: 'slow-food' });
  await expect(tags().create({ name: 'slow food' })).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
  expect(await tags().rename({ id: tag.id, name: 'Good Food', expectedVersion: 1 })).toMatchObject({
    slug: 'good-food',
    version: 2,
  });
  await expect(house.as(person(randomUUID())).get(TagService).delete({ id: tag.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await tags().delete({ id: tag.id });
  expect(await house.as().db.existsBy(Tag, { id: tag.id })).toBe(false);
});

it('of courses that bring the same new words at once, there is one each', async () => {
  const owner = person(randomUUID());
  const made = await house.make(
    courseFactory,
    Array.from({ length: 6 }, () => ({ taughtBy: [owner.id!] })),
  );
  const words = ['Quince', 'Medlar', 'Sloe'];
  const label = (id: string, index: number) =>
    house
      .as(owner)
      .get(CourseService)
      .update({ id, tags: index % 2 ? words : words.toReversed() });
  await Promise.all(made.map(({ id }, index) => label(id, index)));
  expect(await house.as().db.countBy(Tag, { slug: 'quince' })).toBe(1);
});

it('a deleted tag is gone from its courses', async () => {
  const owner = person(randomUUID());
  const [course] = await house.make(courseFactory, [{ taughtBy: [owner.id!] }]);
  await house
    .as(owner)
    .get(CourseService)
    .update({ id: course!.id, tags: ['Rare', 'Common'] });
  await tags().delete({ id: (await house.as().db.findOneByOrFail(Tag, { slug: 'rare' })).id });
  expect(
    await house.data(`query ($id: ID!) { course(id: $id) { tags { name } } }`, { variables: { id: course!.id } }),
  ).toEqual({ course: { tags: [{ name: 'Common' }] } });
});

it('deleted while courses take it, it is on them or gone, and nobody hears of a fault', async () => {
  const owner = person(randomUUID());
  const made = await house.make(
    courseFactory,
    Array.from({ length: 8 }, () => ({ taughtBy: [owner.id!] })),
  );
  const tag = await tags().create({ name: 'Fleeting' });
  const label = ({ id }: { id: string }) =>
    house
      .as(owner)
      .get(CourseService)
      .update({ id, tags: ['Fleeting'] });
  const tries = await Promise.allSettled([
    ...made.slice(0, 4).map(label),
    tags().delete({ id: tag.id }),
    ...made.slice(4).map(label),
  ]);
  expect(tries.filter(({ status }) => status === 'rejected')).toEqual([]);
});

it('tenant: an organisation’s course makes its own tags, and takes the marketplace’s where there is one', async () => {
  const organisationId = randomUUID();
  const owner = person(randomUUID(), { organisations: [organisationId] });
  await tags().create({ name: 'Shared' });
  const [course] = await house.make(courseFactory, [{ taughtBy: [owner.id!], organisationId }]);
  await house
    .as(owner)
    .get(CourseService)
    .update({ id: course!.id, tags: ['Shared', 'Secret project'] });
  const secret = await house.as().db.findOneByOrFail(Tag, { slug: 'secret-project' });
  expect(secret.organisationId).toBe(organisationId);
  expect(await house.as().db.countBy(Tag, { slug: 'shared' })).toBe(1);
  const read = (id: string) =>
    house.run(`query ($id: ID!) { tag(id: $id) { name } }`, { viewer: person(randomUUID()), variables: { id } });
  expect(await read(secret.id)).toEqual(await read(randomUUID()));
  const editorElsewhere = person(randomUUID(), {
    organisations: [organisationId],
    grants: [grant('keeper', ['category.edit'])],
  });
  await expect(house.as(editorElsewhere).get(TagService).delete({ id: secret.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('existence: a tag that only a draft has is in no list', async () => {
  const owner = person(randomUUID());
  const [draft] = await house.make(courseFactory, [{ taughtBy: [owner.id!], status: 'DRAFT' }]);
  await house
    .as(owner)
    .get(CourseService)
    .update({ id: draft!.id, tags: ['Unannounced'] });
  const { tags: list } = await house.data<{ tags: { nodes: { name: string }[] } }>(
    `{ tags(first: 100) { nodes { name } } }`,
  );
  expect(list.nodes.map(({ name }) => name)).not.toContain('Unannounced');
});
