import { demoCourses, demoEpoch, demoId } from '../../kit/demo/world';
import { emitAll } from '../../kit/events/emit-all';
import { baseCurrency, priceIn, priceList } from '../../kit/money/price-list';
import type { Scope } from '../../kit/scope/scope';
import { Category } from './category/category.entity';
import { placeFacts } from './category/category.events';
import { childPath } from './category/category.path';
import { CourseInstructor } from './course/course-instructor.entity';
import { CoursePrice } from './course/course-price.entity';
import { CourseSlug } from './course/course-slug.entity';
import { CourseTag } from './course/course-tag.entity';
import { Course } from './course/course.entity';
import { publication, tell } from './course/course.events';
import { ReviewVote } from './review/review-vote.entity';
import { countRatings } from './review/review.counts';
import { Review } from './review/review.entity';
import { Run } from './run/run.entity';
import { demoRatings } from './seed/ratings';
import { readCategories, readCourse, type SeedCategory, type SeedCourse } from './seed/read';
import { TagService } from './tag/tag.service';

const day = 86_400_000;
const organisationId = null;

/** Courses that are given by the calendar too. */
const datedRuns: Readonly<Record<string, readonly DatedRun[]>> = {
  'graphql-federation-in-practice': [
    { startsAt: '2027-01-11T08:00:00Z', endsAt: '2027-02-19T16:00:00Z', zone: 'Europe/Stockholm', capacity: 25 },
    { startsAt: '2027-04-12T07:00:00Z', endsAt: '2027-05-21T15:00:00Z', zone: 'Europe/Stockholm', capacity: 25 },
  ],
  'typography-for-screens': [
    { startsAt: '2027-02-01T09:00:00Z', endsAt: '2027-03-05T17:00:00Z', zone: 'Europe/Lisbon', capacity: 12 },
    { startsAt: '2027-09-06T08:00:00Z', endsAt: '2027-10-08T16:00:00Z', zone: 'Europe/Lisbon', capacity: 12 },
  ],
};

interface DatedRun {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly zone: string;
  readonly capacity: number;
}

/** Writes the demo catalogue, and tells everyone of it. Does nothing where it is written already. */
export function seed(scope: Scope): Promise<void> {
  return scope.transaction(async (tx) => {
    const written = Object.keys(demoCourses).map(readCourse);
    if (
      await tx.db.existsBy(
        Course,
        written.map(({ slug }) => ({ id: demoId('Course', slug) })),
      )
    )
      return;
    const categories = categoryRows(readCategories());
    await tx.db.insert(Category, categories);
    await emitAll(tx, 'category.changed', categories.map(placeFacts));
    const courses: Course[] = [];
    for (const [index, course] of written.entries()) courses.push(await seedCourse(tx, course, index));
    await emitAll(tx, 'course.published', courses.map(publication));
  });
}

async function seedCourse(tx: Scope, written: SeedCourse, index: number): Promise<Course> {
  const course = courseRow(written, index);
  const { id: courseId, createdAt } = course;
  const own = { courseId, organisationId };
  await tx.db.insert(Course, course);
  await tx.db.insert(CourseSlug, { ...own, slug: course.slug, createdAt });
  await tx.db.insert(
    CoursePrice,
    pricesOf(written).map((price) => ({ ...own, ...price })),
  );
  await tx.db.insert(
    CourseInstructor,
    written.instructors.map((username, place) => instructorRow(own, written, username, place, createdAt)),
  );
  const tagIds = await tx.get(TagService).named(written.tags, organisationId);
  await tx.db.insert(
    CourseTag,
    tagIds.map((tagId, position) => ({ ...own, tagId, position })),
  );
  const runs = runRows(own, written, createdAt);
  if (runs.length > 0) await tx.db.insert(Run, runs);
  await seedRatings(tx, written, courseId);
  return tell(tx, course);
}

async function seedRatings(tx: Scope, written: SeedCourse, courseId: string): Promise<void> {
  const { reviews, votes } = demoRatings(written, courseId, {
    learners: tx.config.DEMO_LEARNERS,
    now: tx.clock.now(),
  });
  if (reviews.length > 0)
    await tx.db.createQueryBuilder().insert().into(Review).values(reviews).updateEntity(false).execute();
  if (votes.length > 0)
    await tx.db.createQueryBuilder().insert().into(ReviewVote).values(votes).updateEntity(false).execute();
  await countRatings(tx, courseId);
  await emitAll(
    tx,
    'review.posted',
    reviews.map(({ id: reviewId, authorId, stars }) => ({ reviewId, courseId, authorId, stars })),
  );
}

function courseRow(written: SeedCourse, index: number): Course {
  const { slug, title, subtitle, description, outcomes, requirements, audience, language, level } = written;
  const publishedAt = new Date(demoEpoch.getTime() - (index + 1) * 9 * day);
  const createdAt = new Date(publishedAt.getTime() - 30 * day);
  const texts = {
    slug,
    title,
    subtitle,
    description: description.trim(),
    outcomes,
    requirements,
    audience,
    language,
    level,
  };
  return Course.draft({
    ...texts,
    id: demoId('Course', slug),
    status: 'PUBLISHED',
    categoryId: demoId('Category', written.category),
    basePriceMinor: priceIn(pricesOf(written), baseCurrency)?.minor ?? null,
    publishedAt,
    version: 1,
    createdAt,
    updatedAt: publishedAt,
  });
}

const pricesOf = ({ prices }: SeedCourse) =>
  priceList(Object.entries(prices).map(([currency, minor]) => ({ currency, minor })));

interface Own {
  readonly courseId: string;
  readonly organisationId: null;
}

function instructorRow(
  own: Own,
  { slug }: SeedCourse,
  username: string,
  place: number,
  since: Date,
): Partial<CourseInstructor> {
  const role = place === 0 ? ('OWNER' as const) : ('CO_INSTRUCTOR' as const);
  const addedAt = new Date(since.getTime() + place * day);
  return {
    ...own,
    id: demoId('CourseInstructor', `${slug}/${username}`),
    userId: demoId('User', username),
    role,
    addedAt,
  };
}

function runRows(own: Own, { slug }: SeedCourse, createdAt: Date): Partial<Run>[] {
  const stamps = { version: 1, createdAt, updatedAt: createdAt, status: 'SCHEDULED' as const };
  const dated = (datedRuns[slug] ?? []).map(({ startsAt, endsAt, zone, capacity }, place) => ({
    ...own,
    ...stamps,
    id: demoId('Run', `${slug}/${place + 1}`),
    kind: 'DATED' as const,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    zone,
    capacity,
  }));
  if (dated.length === 0) return [];
  const selfPaced = { ...own, ...stamps, id: demoId('Run', `${slug}/self-paced`), kind: 'SELF_PACED' as const };
  return [...dated, { ...selfPaced, startsAt: null, endsAt: null, zone: null, capacity: null }];
}

function categoryRows(written: readonly SeedCategory[], above: Category | null = null, address = ''): Category[] {
  return written.flatMap(({ slug, name, children = [] }) => {
    const id = demoId('Category', `${address}${slug}`);
    const place = { parentId: above?.id ?? null, path: childPath(above?.path ?? null, id), organisationId };
    const stamps = { version: 1, createdAt: demoEpoch, updatedAt: demoEpoch };
    const category = Object.assign(new Category(), { id, slug, name, ...place, ...stamps });
    return [category, ...categoryRows(children, category, `${address}${slug}/`)];
  });
}
