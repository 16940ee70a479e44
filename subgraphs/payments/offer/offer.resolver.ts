import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CurrencyCode } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { Bundle } from '../bundle/bundle.entity';
import { BundleLoaders } from '../bundle/bundle.loaders';
import { CourseRef } from '../course/course.stub';
import { OfferArgs } from './offer.args';
import { OfferService } from './offer.service';
import { Offer } from './offer.types';

@Resolver(() => CourseRef)
export class CourseOfferResolver {
  @FieldResolver(() => [Offer], {
    nullable: true,
    description:
      'The ways in which the viewer can buy it, by itself first, then in bundles; empty for who has it, and where there is nothing to pay.',
  })
  offers(
    @Ctx() scope: Scope,
    @Root() { id }: CourseRef,
    @Args(() => OfferArgs) args: OfferArgs,
  ): Promise<Offer[] | null> {
    return scope.get(OfferService).ofCourse(id, args);
  }

  @ViewerIndependent({ unlessNull: true })
  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What it costs anybody now, campaigns taken off: the same for everyone who sees the course. Null for a free course, and while it has no price.',
  })
  salePrice(
    @Ctx() scope: Scope,
    @Root() { id }: CourseRef,
    @Arg('currency', () => CurrencyCode, {
      nullable: true,
      description: 'ISO 4217 code; EUR without one, and where it has no price in it.',
    })
    currency?: string | null,
  ): Promise<Money | null> {
    return scope.get(OfferService).salePrice(id, currency ?? null);
  }
}

@Resolver(() => Bundle)
export class BundleOfferResolver {
  @FieldResolver(() => Offer, {
    nullable: true,
    description:
      'What the viewer would pay for it now: who has some of its courses pays for the others. Null where it cannot be bought.',
  })
  offer(@Ctx() scope: Scope, @Root() { id }: Bundle, @Args(() => OfferArgs) args: OfferArgs): Promise<Offer | null> {
    return scope.get(OfferService).of({ bundleId: id }, args);
  }
}

@Resolver(() => Offer)
export class OfferResolver {
  @FieldResolver(() => Bundle, {
    nullable: true,
    description: 'The bundle that brings the course; null for the course by itself.',
  })
  async bundle(@Ctx() scope: Scope, @Root() { bundleId }: Offer): Promise<Bundle | null> {
    return bundleId === null ? null : scope.get(BundleLoaders).visible.load(bundleId);
  }
}
