import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import { baseFirst } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { CourseInstructor } from './course-instructor.entity';
import { CoursePrice } from './course-price.entity';
import { CourseSlug } from './course-slug.entity';
import { CourseTag } from './course-tag.entity';
import { Course } from './course.entity';
import { coursePolicy } from './course.policy';

/** Every read of courses by key, and of what belongs to one. */
export class CourseLoaders {
  readonly visible: Loader<string, Course | null>;
  readonly taggedBy: Loader<string, CourseTag[]>;
  private readonly slugs: Loader<string, CourseSlug | null>;
  private readonly instructors: Loader<string, CourseInstructor[]>;
  private readonly prices: Loader<string, CoursePrice[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Course, 'id', coursePolicy.see);
    this.taggedBy = loadManyByKey(scope, CourseTag, 'courseId', { order: { position: 'ASC' } });
    this.slugs = loadByKey(scope, CourseSlug, 'slug');
    this.instructors = loadManyByKey(scope, CourseInstructor, 'courseId', { order: { addedAt: 'ASC', id: 'ASC' } });
    this.prices = loadManyByKey(scope, CoursePrice, 'courseId', { order: { currency: 'ASC' } });
  }

  /** By the slug it has, or by one that it had. */
  async visibleBySlug(slug: string): Promise<Course | null> {
    const known = await this.slugs.load(slug.toLowerCase());
    return known ? this.visible.load(known.courseId) : null;
  }

  /** The owner first, then in the order they joined. */
  async instructorsOf(courseId: string): Promise<CourseInstructor[]> {
    const rows = await this.instructors.load(courseId);
    return [...rows.filter((row) => row.role === 'OWNER'), ...rows.filter((row) => row.role !== 'OWNER')];
  }

  /** The base currency first. */
  async pricesOf(courseId: string): Promise<CoursePrice[]> {
    return baseFirst(await this.prices.load(courseId));
  }
}
