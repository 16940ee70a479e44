import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { CategoryLoaders } from '../category/category.loaders';
import { TagService } from '../tag/tag.service';
import { tidy } from '../tidy';
import { CourseInstructor } from './course-instructor.entity';
import { CourseTag } from './course-tag.entity';
import { Course } from './course.entity';
import { saveAndTell, tell } from './course.events';
import type { CreateCourseInput, UpdateCourseInput } from './course.input';
import { coursePolicy } from './course.policy';
import { missingTexts } from './course.readiness';
import { CourseSlugs } from './course.slugs';

/** How a course is written. */
export class CourseService {
  constructor(private readonly scope: Scope) {}

  /** A draft that belongs to the viewer. @throws UNAUTHENTICATED, NOT_FOUND without the permission, SLUG_TAKEN */
  create({ title, organisationId, language, ...rest }: CreateCourseInput): Promise<Course> {
    return this.scope.transaction(async (tx) => {
      const known = {
        id: tx.ids.next(),
        slug: '',
        title: tidy(title),
        language: language ?? 'en',
        organisationId: organisationId ?? null,
      };
      const course = await mayBegin(tx, Course.draft(known));
      course.describe(rest);
      const holder = { courseId: course.id, organisationId: course.organisationId };
      const slugs = new CourseSlugs(tx);
      course.slug = rest.slug
        ? await slugs.claimExactly(rest.slug, holder)
        : await slugs.claimFrom(course.title, holder);
      if (rest.categoryId) course.categoryId = await usableCategory(tx, course, rest.categoryId);
      await begin(tx, course);
      if (rest.tags) await label(tx, course, rest.tags);
      return tell(tx, course);
    });
  }

  /** @throws NOT_FOUND, CONFLICT, SLUG_TAKEN, BAD_INPUT where a published course would lose what it needs */
  update({ id, expectedVersion, ...changes }: UpdateCourseInput): Promise<Course> {
    return this.scope.transaction(async (tx) => {
      const course = await tx.require(Course, id, coursePolicy.edit, expectedVersion);
      course.describe(changes);
      if (changes.slug)
        course.slug = await new CourseSlugs(tx).claimExactly(changes.slug, {
          courseId: course.id,
          organisationId: course.organisationId,
        });
      if (changes.categoryId !== undefined)
        course.categoryId = changes.categoryId === null ? null : await usableCategory(tx, course, changes.categoryId);
      if (changes.tags) await label(tx, course, changes.tags);
      if (course.status === 'PUBLISHED') refuseGaps(course);
      return saveAndTell(tx, course);
    });
  }
}

/** @throws UNAUTHENTICATED, NOT_FOUND when the viewer may not begin a course there. */
export async function mayBegin(tx: Scope, course: Course): Promise<Course> {
  const [allowed] = await coursePolicy.create(tx, [course]);
  if (!allowed)
    throw tx.viewer.id ? kitErrors.NOT_FOUND({ thing: 'organisation to teach in' }) : kitErrors.UNAUTHENTICATED();
  return allowed;
}

/** Stores a new course with the viewer as its owner. */
export async function begin(tx: Scope, course: Course): Promise<void> {
  await tx.save(course);
  const { id: courseId, organisationId } = course;
  const owner = {
    id: tx.ids.next(),
    courseId,
    userId: tx.viewer.id ?? '',
    role: 'OWNER' as const,
    addedAt: tx.clock.now(),
    organisationId,
  };
  await tx.db.insert(CourseInstructor, owner);
}

/**
 * A category that this course may be put into: a visible one of the marketplace or of the course's own organisation. It is
 * held until the course is in it, so that nobody deletes it in between.
 */
async function usableCategory(tx: Scope, course: Course, categoryId: string): Promise<string> {
  const visible = await tx.get(CategoryLoaders).visible.load(categoryId);
  const isUsable = visible && (visible.organisationId === null || visible.organisationId === course.organisationId);
  const held = isUsable ? await tx.db.query<unknown[]>(HOLD_CATEGORY, [visible.id]) : [];
  if (!visible || held.length === 0) throw kitErrors.NOT_FOUND({ thing: 'category' });
  return visible.id;
}

const HOLD_CATEGORY = `SELECT id FROM category WHERE id = $1 FOR KEY SHARE`;

async function label(tx: Scope, { id: courseId, organisationId }: Course, names: readonly string[]): Promise<void> {
  const tagIds = await tx.get(TagService).named(names, organisationId);
  await tx.db.delete(CourseTag, { courseId });
  if (tagIds.length > 0)
    await tx.db.insert(
      CourseTag,
      tagIds.map((tagId, position) => ({ courseId, tagId, position, organisationId })),
    );
}

function refuseGaps(course: Course): void {
  const missing = missingTexts(course);
  if (missing.length > 0)
    throw kitErrors.BAD_INPUT({ fields: Object.fromEntries(missing.map(({ field, message }) => [field, message])) });
}
