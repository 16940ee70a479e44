import { baseCurrency, priceIn, priceList } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { courseErrors } from '../courses.errors';
import { CoursePrice } from './course-price.entity';
import { Course } from './course.entity';
import { saveAndTell } from './course.events';
import type { SetCoursePricesInput } from './course.input';
import { coursePolicy } from './course.policy';

/** What a course costs. An order keeps the price it was made with: nothing here reaches back. */
export class CoursePrices {
  constructor(private readonly scope: Scope) {}

  /** Replaces the whole list. @throws NOT_FOUND, CONFLICT, BAD_INPUT, PRICE_REQUIRED */
  set({ courseId, prices: given, expectedVersion }: SetCoursePricesInput): Promise<Course> {
    return this.scope.transaction(async (tx) => {
      const prices = priceList(given);
      const course = await tx.require(Course, courseId, coursePolicy.edit, expectedVersion);
      if (prices.length === 0 && course.status !== 'DRAFT') throw courseErrors.PRICE_REQUIRED();
      const { organisationId } = course;
      await tx.db.delete(CoursePrice, { courseId });
      if (prices.length > 0)
        await tx.db.insert(
          CoursePrice,
          prices.map((price) => ({ ...price, courseId, organisationId })),
        );
      course.basePriceMinor = priceIn(prices, baseCurrency)?.minor ?? null;
      return saveAndTell(tx, course);
    });
  }
}
