import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { CurrencyCode } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import { Money } from '../../../kit/money/money';
import { baseCurrency } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { CourseRef } from '../course/course.stub';
import { Bundle } from './bundle.entity';
import {
  BundleConnection,
  BundlesArgs,
  CreateBundleInput,
  CreateBundlePayload,
  DeleteBundleInput,
  DeleteBundlePayload,
  UpdateBundleInput,
  UpdateBundlePayload,
} from './bundle.input';
import { BundleLoaders } from './bundle.loaders';
import { BundleService } from './bundle.service';

@Resolver(() => Bundle)
export class BundleResolver {
  @Query(() => Bundle, { nullable: true, description: 'One bundle; null where there is none for this viewer.' })
  bundle(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Bundle | null> {
    return scope.get(BundleLoaders).visible.load(id);
  }

  @Query(() => Bundle, { nullable: true, description: 'One bundle by its name in addresses; else as `bundle`.' })
  bundleBySlug(
    @Ctx() scope: Scope,
    @Arg('slug', () => String, { description: 'Its slug.' }) slug: string,
  ): Promise<Bundle | null> {
    return scope.get(BundleLoaders).visibleBySlug.load(slug.toLowerCase());
  }

  @Query(() => BundleConnection, { description: 'The bundles that the viewer may buy, or manages, the newest first.' })
  @ListSize()
  bundles(@Ctx() scope: Scope, @Args(() => BundlesArgs) args: BundlesArgs): Promise<Page<Bundle>> {
    return scope.get(BundleService).list(args);
  }

  @Mutation(() => CreateBundlePayload, { description: 'Makes a bundle. Needs `payments.manage` at its seller.' })
  @Directive('@authenticated')
  async createBundle(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateBundleInput) input: CreateBundleInput,
  ): Promise<CreateBundlePayload> {
    return { bundle: await scope.get(BundleService).create(input) };
  }

  @Mutation(() => UpdateBundlePayload, {
    description: 'Changes a bundle, or sells it no longer. Carts show it at once. Needs `payments.manage`.',
  })
  @Directive('@authenticated')
  async updateBundle(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateBundleInput) input: UpdateBundleInput,
  ): Promise<UpdateBundlePayload> {
    return { bundle: await scope.get(BundleService).update(input) };
  }

  @Mutation(() => DeleteBundlePayload, { description: 'Deletes a bundle. Needs `payments.manage`.' })
  @Directive('@authenticated')
  async deleteBundle(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteBundleInput) input: DeleteBundleInput,
  ): Promise<DeleteBundlePayload> {
    return { deletedBundleId: await scope.get(BundleService).delete(input) };
  }

  @FieldResolver(() => [CourseRef], {
    nullable: 'itemsAndList',
    description: 'Its courses, in their order. While one of them is not sold, the bundle is not either.',
  })
  async courses(@Ctx() scope: Scope, @Root() { courseIds }: Bundle): Promise<CourseRef[]> {
    const courses = await Promise.all(courseIds.map((id) => scope.get(CourseLoaders).visible.load(id)));
    return courses.flatMap((course) => (course ? CourseRef.of(course.id) : []));
  }

  @ViewerIndependent()
  @FieldResolver(() => Money, {
    description: 'What it costs by its price list: in the currency asked for, else in EUR.',
  })
  price(
    @Root() bundle: Bundle,
    @Arg('currency', () => CurrencyCode, { nullable: true, description: 'ISO 4217 code; EUR without one.' })
    currency?: string | null,
  ): Money {
    const found = bundle.priceIn(currency ?? baseCurrency) ?? bundle.priceIn(baseCurrency);
    if (!found) throw new Error(`The bundle ${bundle.id} has no price in ${baseCurrency}.`);
    return found;
  }
}
