import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, validate, type OperationDefinitionNode } from 'graphql';
import { demoCourses, demoId, learnerName } from '../../kit/demo/world';
import { administrator } from '../../kit/testing/viewers';
import { Bundle } from './bundle/bundle.entity';
import { Coupon } from './coupon/coupon.entity';
import { courseFactory } from './course/course.factory';
import { seed } from './seed';
import { Till } from './testing/till';

const { house } = new Till({ PUBLIC_URL: 'http://localhost:4000' });
const viewer = administrator(demoId('User', learnerName(0)));
const text = readFileSync(join(__dirname, 'examples.graphql'), 'utf8');
const operations = parse(text).definitions.filter(
  (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
);

/** What the comment above an operation gives as its variables. */
function variablesOf({ loc }: OperationDefinitionNode): Record<string, unknown> {
  const above = text.slice(0, loc?.start).trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(above.slice('# variables: '.length)) as Record<string, unknown>;
}

beforeAll(async () => {
  const prices = [
    { currency: 'EUR', minor: '4500' },
    { currency: 'USD', minor: '4900' },
  ];
  await house.make(
    courseFactory,
    Object.keys(demoCourses).map((slug) => ({ courseId: demoId('Course', slug), slug, prices })),
  );
  await seed(house.as());
});

it('the seed does nothing on a database that has it already', async () => {
  const count = async () => [await house.as().db.count(Coupon), await house.as().db.count(Bundle)];
  const before = await count();
  await seed(house.as());
  expect([before, await count()]).toEqual([
    [2, 1],
    [2, 1],
  ]);
});

it('every example fits the schema', () => {
  expect(validate(house.subgraph.schema, parse(text))).toEqual([]);
});

// The others watch, or pay, an order that the reader makes.
const runs = operations.filter(({ name }) => !['Watch', 'PayAgain'].includes(name?.value ?? ''));

it.each(runs.map((node) => [node.name?.value, node] as const))(
  '%s runs as it stands on the demo data, and answers',
  async (_, operation) => {
    const given = { viewer, variables: variablesOf(operation) };
    const data = await house.data<Record<string, unknown>>(print(operation), given);
    for (const value of Object.values(data).flat()) expect(value).toBeTruthy();
  },
);

it('coupons, the campaign and the bundle make the demo cheaper', async () => {
  const offers = operations.find(({ name }) => name?.value === 'Offers')!;
  const { _entities: courses } = await house.data<{ _entities: { offers: { price: { minor: string } }[] }[] }>(
    print(offers),
    { viewer, variables: variablesOf(offers) },
  );
  expect(courses.map(({ offers: found }) => found.map(({ price }) => price.minor))).toEqual([
    ['3600'],
    ['4000', '13000'],
  ]);
});
