import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { giftMayBecome, GiftState } from './gift.states';

registerEnumType(GiftState, {
  name: 'GiftState',
  description: 'Where a gift stands.',
  valuesConfig: {
    PLANNED: { description: 'It is ordered and not paid yet.' },
    ISSUED: { description: 'It is paid; who it is for has a code.' },
    REDEEMED: { description: 'Somebody redeemed it.' },
    REVOKED: { description: 'Its money went back before anybody redeemed it.' },
  },
});

/** Courses that somebody bought for somebody else, who gets them for a code. */
@Entity('gift')
@ObjectType({ description: 'Courses that somebody bought for somebody else, who redeems them with a code.' })
@EntityKey()
export class Gift extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  orderId!: string;

  /** The order's. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid')
  buyerId!: string;

  /** Null once a person that it tells of was erased. */
  @Column('text', { nullable: true })
  email!: string | null;

  @Field(() => String, { description: 'What the buyer wrote; empty where they wrote nothing.' })
  @Column('text')
  message!: string;

  @Field(() => GiftState, { description: 'Where it stands.' })
  @Column('text')
  state!: GiftState;

  @Field(() => DateTime, { nullable: true, description: 'When it was paid, and its code mailed.' })
  @Column('timestamptz', { nullable: true })
  issuedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was redeemed.' })
  @Column('timestamptz', { nullable: true })
  redeemedAt!: Date | null;

  @Column('uuid', { nullable: true })
  redeemedBy!: string | null;

  /** Goes on to a state. @throws Error where the table has no such step: that is our own mistake */
  become(state: GiftState): void {
    if (!giftMayBecome(this.state, state)) throw new Error(`A gift that is ${this.state} does not become ${state}.`);
    this.state = state;
  }
}
