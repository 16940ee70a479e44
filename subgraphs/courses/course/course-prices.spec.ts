import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { courses } from '..';
import type { Course } from './course.entity';
import { courseFactory } from './course.factory';

const house = subgraphTest(courses);

async function one(given: Parameters<typeof courseFactory>[1] = {}): Promise<Course> {
  const [course] = await house.make(courseFactory, [given]);
  return course!;
}

describe('prices', () => {
  it('Minor units: a list per currency, exact in each, with the base currency where there is none', async () => {
    const owner = person(randomUUID());
    const course = await one({ taughtBy: [owner.id!] });
    const prices = [
      { currency: 'KWD', minor: '4250' },
      { currency: 'JPY', minor: '2000' },
      { currency: 'EUR', minor: '1299' },
    ];
    const data = await house.data(
      `mutation ($input: SetCoursePricesInput!) { setCoursePrices(input: $input) { course {
        isFree prices { minor currency } yen: price(currency: "JPY") { minor formatted } dinar: price(currency: "KWD") { formatted(locale: "en") } pounds: price(currency: "GBP") { minor currency } } } }`,
      { viewer: owner, variables: { input: { courseId: course.id, prices } } },
    );
    expect(data).toEqual({
      setCoursePrices: {
        course: {
          isFree: false,
          prices: [
            { minor: '1299', currency: 'EUR' },
            { minor: '2000', currency: 'JPY' },
            { minor: '4250', currency: 'KWD' },
          ],
          yen: { minor: '2000', formatted: '¥2,000' },
          dinar: { formatted: 'KWD\u00a04.250' },
          pounds: { minor: '1299', currency: 'EUR' },
        },
      },
    });
    const told = (await house.emitted('course.changed')).filter(({ courseId }) => courseId === course.id);
    expect(told).toEqual([
      expect.objectContaining({
        version: 2,
        prices: [
          { currency: 'EUR', minor: '1299' },
          { currency: 'JPY', minor: '2000' },
          { currency: 'KWD', minor: '4250' },
        ],
      }),
    ]);
  });
});
