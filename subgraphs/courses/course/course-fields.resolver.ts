import { Arg, Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import { CurrencyCode } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import { Money } from '../../../kit/money/money';
import { priceIn } from '../../../kit/money/price-list';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { renderMarkdown } from '../../../kit/text/markdown';
import { Category } from '../category/category.entity';
import { CategoryLoaders } from '../category/category.loaders';
import { Tag } from '../tag/tag.entity';
import { TagLoaders } from '../tag/tag.loaders';
import { User } from '../user/user.stub';
import { CourseInstructor } from './course-instructor.entity';
import { Course } from './course.entity';
import { CourseLoaders } from './course.loaders';
import { coursePolicy } from './course.policy';
import { CourseViewerCan, StarCount } from './course.views';

/** What a course shows beside its own columns. */
@Resolver(() => Course)
export class CourseFieldsResolver {
  @ViewerIndependent()
  @FieldResolver(() => String, { description: 'The description as HTML that is safe to put into a page.' })
  descriptionHtml(@Root() course: Course): string {
    return renderMarkdown(course.description);
  }

  @FieldResolver(() => Category, {
    nullable: true,
    description: 'Its place in the catalogue tree; a published course has one.',
  })
  async category(@Ctx() scope: Scope, @Root() course: Course): Promise<Category | null> {
    return course.categoryId ? scope.get(CategoryLoaders).visible.load(course.categoryId) : null;
  }

  @FieldResolver(() => [Tag], { description: 'Its tags, at most 10, in the order to show.' })
  async tags(@Ctx() scope: Scope, @Root() course: Course): Promise<Tag[]> {
    const rows = await scope.get(CourseLoaders).taggedBy.load(course.id);
    const tags = await Promise.all(rows.map(({ tagId }) => scope.get(TagLoaders).visible.load(tagId)));
    return tags.filter((tag) => tag !== null);
  }

  @ViewerIndependent()
  @FieldResolver(() => [Money], {
    description: 'The price list, one price per currency, the base currency first. Empty: not priced yet.',
  })
  async prices(@Ctx() scope: Scope, @Root() course: Course): Promise<Money[]> {
    const prices = await scope.get(CourseLoaders).pricesOf(course.id);
    return prices.map(({ minor, currency }) => Money.of(minor, currency));
  }

  @ViewerIndependent()
  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'The list price. What the viewer would pay now, campaigns applied, is in `offers`. Null: not priced yet.',
  })
  async price(
    @Ctx() scope: Scope,
    @Root() course: Course,
    @Arg('currency', () => CurrencyCode, {
      nullable: true,
      description: 'The currency wanted; the base currency answers where there is no price in it.',
    })
    currency?: string,
  ): Promise<Money | null> {
    const price = priceIn(await scope.get(CourseLoaders).pricesOf(course.id), currency);
    return price && Money.of(price.minor, price.currency);
  }

  @ViewerIndependent()
  @FieldResolver(() => Boolean, { description: 'Whether it costs nothing. False while it is not priced.' })
  isFree(@Root() course: Course): boolean {
    return course.basePriceMinor === 0n;
  }

  @ViewerIndependent()
  @FieldResolver(() => [CourseInstructor], { description: 'Who teaches it, the owner first.' })
  instructors(@Ctx() scope: Scope, @Root() course: Course): Promise<CourseInstructor[]> {
    return scope.get(CourseLoaders).instructorsOf(course.id);
  }

  @ViewerIndependent()
  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Mean of all ratings, 1 to 5; null where nobody has rated it.',
  })
  ratingAverage(@Root() course: Course): number | null {
    return course.ratingCount > 0 ? course.ratingAverage : null;
  }

  @ViewerIndependent()
  @FieldResolver(() => [StarCount], { description: 'How many people gave 5, 4, 3, 2 and 1 stars: five entries.' })
  ratingHistogram(@Root() course: Course): StarCount[] {
    return course.ratingHistogram.map((count, index) => ({ stars: index + 1, count })).reverse();
  }

  @FieldResolver(() => CourseViewerCan, { description: 'What the viewer may do with it.' })
  async viewerCan(@Ctx() scope: Scope, @Root() course: Course): Promise<CourseViewerCan> {
    const { edit, publish, review } = coursePolicy;
    const [mayEdit, mayPublish, mayReview] = await Promise.all(
      [edit, publish, review].map((policy) => allows(scope, policy, course)),
    );
    return { edit: mayEdit === true, publish: mayPublish === true, review: mayReview === true };
  }
}

@Resolver(() => CourseInstructor)
export class CourseInstructorResolver {
  @FieldResolver(() => User, {
    nullable: true,
    description: 'The person; null where the account is gone or not reachable.',
  })
  user(@Root() instructor: CourseInstructor): User {
    return User.of(instructor.userId);
  }
}
