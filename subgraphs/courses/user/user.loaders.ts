import { loadPagesByKey, type List } from '../../../kit/database/page';
import type { Loader } from '../../../kit/database/loaders';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { CourseInstructor } from '../course/course-instructor.entity';
import type { Course } from '../course/course.entity';
import { CourseLoaders } from '../course/course.loaders';

/** What people teach. */
export class TeachingLoaders {
  private readonly pages = new Map<string, Loader<string, Page<CourseInstructor>>>();

  constructor(private readonly scope: Scope) {}

  /** A page of a person's courses, the latest first: the published ones, and for the person themself the others too. */
  async taughtBy(userId: string, args: PageArgs): Promise<Page<Course>> {
    const { edges, pageInfo, count } = await this.page(args).load(userId);
    const courses = await Promise.all(
      edges.map(({ node }) => this.scope.get(CourseLoaders).visible.load(node.courseId)),
    );
    const seen = edges.flatMap(({ cursor }, index) => (courses[index] ? [{ node: courses[index], cursor }] : []));
    return { edges: seen, nodes: seen.map(({ node }) => node), pageInfo, count };
  }

  private page(args: PageArgs): Loader<string, Page<CourseInstructor>> {
    const key = JSON.stringify(args);
    const known = this.pages.get(key);
    if (known) return known;
    const { viewer } = this.scope;
    const where: List<CourseInstructor>['where'] = (query) => {
      if (!viewer.isSystem && !viewer.isAdministrator) query.andWhere(PUBLISHED_OR_OWN, { viewer: viewer.id });
    };
    const list: List<CourseInstructor> = {
      name: 'user.teaches',
      entity: CourseInstructor,
      order: { by: 'addedAt', direction: 'DESC' },
      where,
    };
    const loader = loadPagesByKey(this.scope, 'userId', list, args);
    this.pages.set(key, loader);
    return loader;
  }
}

const PUBLISHED_OR_OWN = `(row.user_id = :viewer OR EXISTS (SELECT 1 FROM course WHERE course.id = row.course_id AND course.status = 'PUBLISHED'))`;
