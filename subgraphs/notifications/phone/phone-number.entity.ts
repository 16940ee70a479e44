import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';

/** The number of somebody, sealed. */
@Entity('phone_number')
@ObjectType({ description: 'A telephone number of somebody, to which text messages go once it is verified.' })
export class PhoneNumber {
  @PrimaryColumn('uuid')
  userId!: string;

  /** The number in a sealed box, bound to the person (ADR 070). */
  @Column('bytea')
  sealed!: Buffer;

  /** Tells whether two are the same number, and nothing else. */
  @Column('text')
  mark!: string;

  @Column('timestamptz')
  setAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was verified; null while nothing is sent there.' })
  @Column('timestamptz', { nullable: true })
  verifiedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A code of why the code did not arrive: such as `21211`, no such number, or `21610`, STOP was written.',
  })
  @Column('text', { nullable: true })
  problem!: string | null;
}
