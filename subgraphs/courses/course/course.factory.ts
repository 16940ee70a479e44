import { baseCurrency, priceIn, priceList } from '../../../kit/money/price-list';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { categoryFactory } from '../category/category.factory';
import { Curriculum } from '../curriculum/curriculum.entity';
import { CourseInstructor } from './course-instructor.entity';
import { CoursePrice } from './course-price.entity';
import { CourseSlug } from './course-slug.entity';
import { Course } from './course.entity';

interface Given extends Partial<Course> {
  /** User ids, the owner first; a new person without them. */
  readonly taughtBy?: readonly string[];
  /** Minor units by currency; free without them. */
  readonly prices?: Readonly<Record<string, number>>;
}

/** A course that is ready for the catalogue, published unless `status` says otherwise. */
export const courseFactory: Factory<Given, Course> = (scope, { taughtBy, prices, ...given }) =>
  scope.transaction(async (tx) => {
    const id = tx.ids.next();
    const organisationId = given.organisationId ?? null;
    const known = {
      id,
      slug: `course-${id}`,
      title: `Course ${id}`,
      language: 'en',
      description: 'What it is **about**.',
      outcomes: ['Do it'],
    };
    const course = Course.draft({ ...known, status: 'PUBLISHED', ...given });
    const list = priceList(Object.entries(prices ?? { EUR: 0 }).map(([currency, minor]) => ({ currency, minor })));
    course.basePriceMinor = priceIn(list, baseCurrency)?.minor ?? null;
    course.categoryId ??= (await categoryFactory(tx, { name: `Category ${id}` })).id;
    if (course.status === 'PUBLISHED') course.publishedAt ??= tx.clock.now();
    await tx.save(course);
    const own = { courseId: id, organisationId };
    await tx.db.insert(CourseSlug, { ...own, slug: course.slug, createdAt: tx.clock.now() });
    if (list.length > 0)
      await tx.db.insert(
        CoursePrice,
        list.map((price) => ({ ...own, ...price })),
      );
    const people = (taughtBy ?? [tx.ids.next()]).map((userId, place) => ({
      ...own,
      id: tx.ids.next(),
      userId,
      role: place === 0 ? ('OWNER' as const) : ('CO_INSTRUCTOR' as const),
      addedAt: tx.clock.now(),
    }));
    if (people.length > 0) await tx.db.insert(CourseInstructor, people);
    await tx.db.insert(Curriculum, { ...own, revision: 1, lessonCount: 3, emptyLessons: [] });
    return course;
  });
