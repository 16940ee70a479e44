import { kitErrors } from '../../../kit/errors/kit-errors';
import { page } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { MoneyInput } from '../../../kit/money/money.input';
import { priceList } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { requireManager } from '../promotion/promotion.require';
import { Bundle } from './bundle.entity';
import type { BundlesArgs, CreateBundleInput, DeleteBundleInput, UpdateBundleInput } from './bundle.input';
import { bundlePolicy } from './bundle.policy';

/** What happens to bundles. Orders keep what they were made with: nothing here reaches back. */
export class BundleService {
  constructor(private readonly scope: Scope) {}

  /** What is sold, and for who manages payments of a seller what is not, the newest first. */
  list({ organisationId, courseId, ...args }: BundlesArgs): Promise<Page<Bundle>> {
    const { viewer } = this.scope;
    const manages = (seller: string | null): boolean => viewer.may('payments.manage', { organisationId: seller });
    const managed = viewer.claims.organisations.filter(manages);
    return page(
      this.scope,
      {
        name: 'bundles',
        entity: Bundle,
        order: { by: 'createdAt', direction: 'DESC' },
        where: (query) => {
          query.andWhere(SHOWN, { all: viewer.isAdministrator, market: manages(null), managed });
          if (organisationId) query.andWhere('row.organisationId = :organisationId', { organisationId });
          if (courseId) query.andWhere('row.courseIds @> ARRAY[CAST(:courseId AS uuid)]', { courseId });
        },
      },
      args,
    );
  }

  /** @throws NOT_FOUND without the permission, or for a course of another seller; BAD_INPUT, UNAUTHENTICATED */
  create({
    organisationId = null,
    title,
    description,
    courseIds,
    prices,
    isActive,
  }: CreateBundleInput): Promise<Bundle> {
    return this.scope.transaction(async (tx) => {
      const id = tx.ids.next();
      const bundle = Object.assign(new Bundle(), {
        id,
        slug: Bundle.slugFor(title, id),
        organisationId,
        title: title.trim(),
        description: description?.trim() ?? '',
        courseIds,
        prices: pricesOf(prices),
        isActive: isActive ?? true,
      });
      await requireManager(tx, bundlePolicy.manage, bundle);
      await requireCourses(tx, bundle);
      return tx.save(bundle);
    });
  }

  /** @throws NOT_FOUND, CONFLICT, BAD_INPUT */
  update({ id, expectedVersion, ...given }: UpdateBundleInput): Promise<Bundle> {
    return this.scope.transaction(async (tx) => {
      const bundle = await tx.require(Bundle, id, bundlePolicy.manage, expectedVersion);
      Object.assign(bundle, {
        title: given.title?.trim() ?? bundle.title,
        description: given.description?.trim() ?? bundle.description,
        courseIds: given.courseIds ?? bundle.courseIds,
        prices: given.prices ? pricesOf(given.prices) : bundle.prices,
        isActive: given.isActive ?? bundle.isActive,
      });
      if (given.courseIds) await requireCourses(tx, bundle);
      return tx.save(bundle);
    });
  }

  /** @throws NOT_FOUND, CONFLICT */
  delete({ id, expectedVersion }: DeleteBundleInput): Promise<string> {
    return this.scope.transaction(async (tx) => {
      const bundle = await tx.require(Bundle, id, bundlePolicy.manage, expectedVersion);
      await tx.db.delete(Bundle, { id: bundle.id });
      return bundle.id;
    });
  }
}

/** One seller sells it, and has all of its courses. @throws NOT_FOUND */
async function requireCourses(tx: Scope, { courseIds, organisationId }: Bundle): Promise<void> {
  const courses = await Promise.all(courseIds.map((id) => tx.get(CourseLoaders).facts.load(id)));
  if (courses.some((course) => course?.organisationId !== organisationId))
    throw kitErrors.NOT_FOUND({ thing: 'course' });
}

/** @throws BAD_INPUT */
function pricesOf(given: readonly MoneyInput[]): Bundle['prices'] {
  const list = priceList(given);
  if (list.some(({ minor }) => minor === 0n))
    throw kitErrors.BAD_INPUT({ fields: { prices: 'A bundle costs something: free courses need none.' } });
  return list.map(({ currency, minor }) => ({ currency, minor: minor.toString() }));
}

const SHOWN = `(row.isActive OR :all OR (row.organisationId IS NULL AND :market) OR CAST(row.organisationId AS text) = ANY(:managed))`;
