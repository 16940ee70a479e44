import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';

/** The seats of one run: its capacity from `course.changed`, and how many are taken, which is counted here. */
@Entity('run_seats')
@ObjectType({ description: 'The seats of one run of a course.' })
export class RunSeats {
  @Field(() => ID, { description: 'The run.' })
  @PrimaryColumn('uuid')
  runId!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('text')
  kind!: 'SELF_PACED' | 'DATED';

  /** The run's place among the course's. */
  @Column('int')
  position!: number;

  @Column('timestamptz', { nullable: true })
  startsAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many seats there are; without limit where null.' })
  @Column('int', { nullable: true })
  capacity!: number | null;

  @Field(() => Int, { description: 'How many are taken; may exceed a capacity that was lowered.' })
  @Column('int')
  taken!: number;

  /** False once the course no longer has this run: nobody new gets in, nobody is put out. */
  @Column('boolean')
  isOffered!: boolean;

  @Field(() => Int, { nullable: true, description: 'How many are free; without limit where null.' })
  get available(): number | null {
    return this.capacity === null ? null : Math.max(0, this.capacity - this.taken);
  }

  hasEnded(now: Date): boolean {
    return this.endsAt !== null && this.endsAt <= now;
  }
}
