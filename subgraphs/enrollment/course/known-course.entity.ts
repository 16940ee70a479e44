import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Place, Viewer } from '../../../kit/identity/viewer';
import { Money } from '../../../kit/money/money';

export type CourseStatus = 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';

interface Price {
  readonly currency: string;
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

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

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

  /** The list price in the currency asked for, else in the course's first one; null while there is none. */
  priceIn(currency: string | null): Money | null {
    const price = this.prices.find((candidate) => candidate.currency === currency) ?? this.prices[0];
    return price ? Money.of(BigInt(price.minor), price.currency) : null;
  }

  isTaughtBy(userId: string | null): boolean {
    return userId !== null && this.instructorIds.includes(userId);
  }
}

/** Where what belongs to a course lies, for permissions. */
export function placeOf(course: { readonly courseId: string; readonly organisationId: string | null }): Place {
  return { organisationId: course.organisationId, resource: `Course:${course.courseId}` };
}

/** Its instructors, and whoever may manage enrolments there. */
export function isStaff(viewer: Viewer, course: KnownCourse): boolean {
  return course.isTaughtBy(viewer.id) || isManager(viewer, course);
}

export function isManager(viewer: Viewer, { id, organisationId }: KnownCourse): boolean {
  return viewer.may('enrollment.manage', placeOf({ courseId: id, organisationId }));
}
