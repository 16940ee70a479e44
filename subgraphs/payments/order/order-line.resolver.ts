import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Money } from '../../../kit/money/money';
import { CourseRef } from '../course/course.stub';
import { EnrollmentRef } from '../enrollment/enrollment.stub';
import { LineTax } from './line-tax.type';
import { OrderLine } from './order-line.entity';

@Resolver(() => OrderLine)
export class OrderLineResolver {
  @FieldResolver(() => CourseRef, { nullable: true, description: 'The course.' })
  course(@Root() { courseId }: OrderLine): CourseRef {
    return CourseRef.of(courseId);
  }

  @FieldResolver(() => EnrollmentRef, {
    nullable: true,
    description: 'The stay in the course that began with it; null where the learner has still to enrol.',
  })
  enrollment(@Root() { enrollmentId }: OrderLine): EnrollmentRef | null {
    return enrollmentId === null ? null : EnrollmentRef.of(enrollmentId);
  }

  @FieldResolver(() => Money, { description: 'By the price list of then.' })
  listPrice(@Root() { listMinor, currency }: OrderLine): Money {
    return Money.of(listMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What coupons, campaigns and bundles took off.' })
  discount(@Root() { discountMinor, currency }: OrderLine): Money {
    return Money.of(discountMinor, currency);
  }

  @FieldResolver(() => LineTax, { description: 'How it was taxed.' })
  tax(@Root() { tax, netMinor, taxMinor, currency }: OrderLine): LineTax {
    return { ...tax, net: Money.of(netMinor, currency), amount: Money.of(taxMinor, currency) };
  }

  @FieldResolver(() => Money, { description: 'What was paid for it, tax included.' })
  total(@Root() { grossMinor, currency }: OrderLine): Money {
    return Money.of(grossMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What of that went back.' })
  refunded(@Root() { refundedMinor, currency }: OrderLine): Money {
    return Money.of(refundedMinor, currency);
  }
}
