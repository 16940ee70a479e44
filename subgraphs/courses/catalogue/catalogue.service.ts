import type { SelectQueryBuilder } from 'typeorm';
import { loadWith, type Loader } from '../../../kit/database/loaders';
import { page, type List } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import { addTenantWall } from '../../../kit/policy/tenant';
import type { Scope } from '../../../kit/scope/scope';
import { Category } from '../category/category.entity';
import { CourseTag } from '../course/course-tag.entity';
import { Course } from '../course/course.entity';
import { narrowTo } from './catalogue.filter';
import type { CataloguePageArgs, CourseOrder } from './catalogue.input';

const orders: Readonly<Record<CourseOrder, List<Course>['order']>> = {
  NEWEST: { by: 'publishedAt', direction: 'DESC' },
  POPULAR: { by: 'popularity', direction: 'DESC' },
  RATING: { by: 'ratingAverage', direction: 'DESC' },
  PRICE_ASC: { by: 'basePriceMinor', direction: 'ASC' },
  PRICE_DESC: { by: 'basePriceMinor', direction: 'DESC' },
};

/** What people find: published courses of the marketplace and of the viewer's organisations, and how many there are. */
export class CatalogueService {
  /** In a category and everything below it, by category id. */
  readonly countIn: Loader<string, number>;
  /** With a tag, by tag id. */
  readonly countWith: Loader<string, number>;

  constructor(private readonly scope: Scope) {
    this.countIn = loadWith((ids) => this.countBy('root.id', ids, IN_SUBTREE), 0);
    this.countWith = loadWith((ids) => this.countBy('label.tagId', ids, TAGGED), 0);
  }

  /** @throws BAD_CURSOR, BAD_INPUT */
  list({ filter, orderBy, ...args }: CataloguePageArgs): Promise<Page<Course>> {
    const where: List<Course>['where'] = (query) => narrowTo(query.andWhere(`row.status = 'PUBLISHED'`), filter ?? {});
    return page(this.scope, { name: 'catalogue', entity: Course, order: orders[orderBy], where }, args);
  }

  private async countBy(key: string, ids: readonly string[], join: Join): Promise<Map<string, number>> {
    const query = join(
      this.scope.db.createQueryBuilder(Course, 'row').select(key, 'key').addSelect('count(*)::int', 'count'),
    )
      .where(`row.status = 'PUBLISHED' AND ${key} = ANY(:ids)`, { ids })
      .groupBy(key);
    addTenantWall(query, this.scope.db.connection.getMetadata(Course), this.scope.viewer);
    const rows = await query.getRawMany<{ key: string; count: number }>();
    return new Map(rows.map(({ key, count }) => [key, count]));
  }
}

type Join = (query: SelectQueryBuilder<Course>) => SelectQueryBuilder<Course>;

const IN_SUBTREE: Join = (query) =>
  query.innerJoin(Category, 'own', 'own.id = row.categoryId').innerJoin(Category, 'root', 'own.path <@ root.path');
const TAGGED: Join = (query) => query.innerJoin(CourseTag, 'label', 'label.courseId = row.id');
