import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minorUnits } from '../../../kit/money/minor-units';

/** One line of a course's price list. */
@Entity('course_price')
export class CoursePrice {
  @PrimaryColumn('uuid')
  courseId!: string;

  @PrimaryColumn('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}
