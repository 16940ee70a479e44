import type { Scope } from '../../../kit/scope/scope';
import { tidy } from '../tidy';
import { Course } from './course.entity';
import { tell } from './course.events';
import type { CloneCourseInput } from './course.input';
import { coursePolicy } from './course.policy';
import { begin, mayBegin } from './course.service';
import { CourseSlugs } from './course.slugs';

/** How a course begins as a copy of another. */
export class CourseCloning {
  constructor(private readonly scope: Scope) {}

  /**
   * A draft with the original's texts, category, tags and prices, owned by the viewer. Instructors, runs, ratings and
   * learners are not copied. @throws NOT_FOUND
   */
  clone({ id, title }: CloneCourseInput): Promise<Course> {
    return this.scope.transaction(async (tx) => {
      const original = await tx.require(Course, id, coursePolicy.edit);
      const kept = Object.fromEntries(copied.map((name) => [name, original[name]])) as Pick<
        Course,
        (typeof copied)[number]
      >;
      const copy = await mayBegin(
        tx,
        Course.draft({ ...kept, id: tx.ids.next(), slug: '', title: title ? tidy(title) : original.title }),
      );
      copy.slug = await new CourseSlugs(tx).claimFrom(copy.title, {
        courseId: copy.id,
        organisationId: copy.organisationId,
      });
      await begin(tx, copy);
      await copyRows(tx, id, copy.id);
      return tell(tx, copy);
    });
  }
}

/** The columns that a copy takes over. */
const copied = [
  'subtitle',
  'description',
  'outcomes',
  'requirements',
  'audience',
  'language',
  'level',
  'categoryId',
  'basePriceMinor',
  'organisationId',
] as const;

async function copyRows(tx: Scope, from: string, to: string): Promise<void> {
  await tx.db.query(COPY_PRICES, [from, to]);
  await tx.db.query(COPY_TAGS, [from, to]);
}

const COPY_PRICES = `
  INSERT INTO course_price (course_id, currency, minor, organisation_id)
  SELECT $2, currency, minor, organisation_id FROM course_price WHERE course_id = $1`;

const COPY_TAGS = `
  INSERT INTO course_tag (course_id, tag_id, position, organisation_id)
  SELECT $2, tag_id, position, organisation_id FROM course_tag WHERE course_id = $1`;
