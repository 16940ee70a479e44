import { kitErrors } from '../../../kit/errors/kit-errors';
import { limit } from '../../../kit/throttle/limit';
import { throttleOf } from '../../../kit/throttle/throttle';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { managesPayments } from '../promotion/promotion.policy';
import type { Coupon } from './coupon.entity';

/** Which codes a seller has is told by which are refused: nobody tries many. */
const codesOfInstructor = limit('coupon/instructor', 30, 86_400);

/** What instructors may do with coupons, who do not manage the payments of a seller. */
export class CouponAuthority {
  constructor(private readonly scope: Scope) {}

  /** Whose a new one is: its instructor's, null where it is the seller's own. @throws RATE_LIMITED */
  async ownerOf(coupon: Pick<Coupon, 'id' | 'organisationId'>): Promise<string | null> {
    const { viewer } = this.scope;
    if (viewer.id === null || managesPayments(viewer)(coupon)) return null;
    await throttleOf(this.scope).demand([codesOfInstructor, viewer.id]);
    return viewer.id;
  }

  /** It names courses of its seller that its owner teaches, and nothing else. @throws NOT_FOUND, as for a seller of others */
  async requireTaught(coupon: Coupon): Promise<void> {
    const { ownerId, organisationId, courseIds, categoryIds, instructorIds } = coupon;
    if (ownerId === null || managesPayments(this.scope.viewer)(coupon)) return;
    const courses = await Promise.all(courseIds.map((id) => this.scope.get(CourseLoaders).facts.load(id)));
    const isOwn = courses.every((course) => course?.organisationId === organisationId && course.isTaughtBy(ownerId));
    const isNarrow = courses.length > 0 && categoryIds.length === 0 && instructorIds.length === 0;
    if (!isOwn || !isNarrow) throw kitErrors.NOT_FOUND({ thing: 'seller' });
  }
}
