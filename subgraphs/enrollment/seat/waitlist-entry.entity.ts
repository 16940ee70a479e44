import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';

export enum WaitlistStatus {
  WAITING = 'WAITING',
  PROMOTED = 'PROMOTED',
  LEFT = 'LEFT',
  LAPSED = 'LAPSED',
}
registerEnumType(WaitlistStatus, {
  name: 'WaitlistStatus',
  description: 'What became of a place in a waitlist.',
  valuesConfig: {
    WAITING: { description: 'Still in line.' },
    PROMOTED: { description: 'A seat became free and the learner is enrolled.' },
    LEFT: { description: 'The learner no longer waits.' },
    LAPSED: { description: 'A seat became free, but the learner had lost the right to it or was enrolled already.' },
  },
});

/** From → to. Who has left the line joins at its end. */
export const waitlistTransitions: Readonly<Record<WaitlistStatus, readonly WaitlistStatus[]>> = {
  WAITING: [WaitlistStatus.PROMOTED, WaitlistStatus.LEFT, WaitlistStatus.LAPSED],
  PROMOTED: [],
  LEFT: [],
  LAPSED: [],
};

/** Someone's place in the line for a seat: first come, first served. */
@Entity('waitlist_entry')
@ObjectType({ description: 'A place in the line for a seat.' })
export class WaitlistEntry extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  runId!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => WaitlistStatus, { description: 'What became of it.' })
  @Column('text')
  status!: WaitlistStatus;

  @Field(() => DateTime, { description: 'When the learner joined the line.' })
  @Column('timestamptz')
  joinedAt!: Date;

  become(to: WaitlistStatus): this {
    if (!waitlistTransitions[this.status].includes(to))
      throw new Error(`A waitlist entry that is ${this.status} cannot become ${to}.`);
    this.status = to;
    return this;
  }
}
