import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Versioned } from '../../../kit/database/entity';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { CourseFacts } from '../../../kit/events/catalog';

/** A course as lessons know it: what the courses subgraph said last, and the state of the curriculum's draft. */
@Entity('course')
export class Course extends Versioned {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('text')
  status!: CourseFacts['status'];

  /** User ids, the owner first. */
  @Column('uuid', { array: true })
  instructorIds!: string[];

  /** Version of the facts above; `version` counts changes of the draft. */
  @Column('int')
  factsVersion!: number;

  /** Grows when sections or lessons come, go or move. */
  @Column('int')
  orderVersion!: number;

  /** The draft's version that was published last. */
  @Column('int', { nullable: true })
  publishedVersion!: number | null;

  /** The revision that learners read. */
  @Column('uuid', { nullable: true })
  revisionId!: string | null;

  get hasUnpublishedChanges(): boolean {
    return this.publishedVersion !== this.version;
  }

  /** Sections or lessons come, go or move. @throws CONFLICT when the order is not the one that the caller saw. */
  reorder(expectedVersion?: number | null): void {
    if (expectedVersion != null && expectedVersion !== this.orderVersion)
      throw kitErrors.CONFLICT({ currentVersion: this.orderVersion });
    this.orderVersion += 1;
  }

  /** Saving makes the next version, and that is the one which learners read from now on. */
  publish(revisionId: string): void {
    this.revisionId = revisionId;
    this.publishedVersion = this.version + 1;
  }
}
