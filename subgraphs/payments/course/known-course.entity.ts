import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Money } from '../../../kit/money/money';

export type CourseStatus = 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';

interface Price {
  readonly currency: string;
  /** Minor units, as digits. */
  readonly minor: string;
}

/** What this subgraph knows of a course, from `course.changed`. */
@Entity('course')
export class KnownCourse {
  @PrimaryColumn('uuid')
  id!: string;

  /** The course's own version: an older event changes nothing. */
  @Column('int')
  version!: number;

  @Column('text')
  status!: CourseStatus;

  @Column('text')
  slug!: string;

  @Column('text')
  title!: string;

  /** The seller; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid', { nullable: true })
  categoryId!: string | null;

  /** The owner first. */
  @Column('uuid', { array: true })
  instructorIds!: string[];

  @Column('jsonb')
  prices!: Price[];

  get isPublished(): boolean {
    return this.status === 'PUBLISHED';
  }

  /** Free in every currency; a course that has no price yet is not. */
  get isFree(): boolean {
    return this.prices.length > 0 && this.prices.every(({ minor }) => BigInt(minor) === 0n);
  }

  /** The list price in exactly this currency; null where there is none. */
  priceIn(currency: string): Money | null {
    const price = this.prices.find((candidate) => candidate.currency === currency);
    return price ? Money.of(BigInt(price.minor), price.currency) : null;
  }

  /** The currency in which the course is priced first; null while it has no price. */
  get baseCurrency(): string | null {
    return this.prices[0]?.currency ?? null;
  }

  isTaughtBy(userId: string | null): boolean {
    return userId !== null && this.instructorIds.includes(userId);
  }
}
