import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Versioned } from '../../../kit/database/entity';
import { minorUnits } from '../../../kit/money/minor-units';
import type { RefundState } from './refund.states';
import { mayBecome } from './refund.states';

/** Why money goes back. */
export enum RefundReason {
  /** What was paid could not be handed over. */
  REFUSED = 'REFUSED',
  /** It was paid for an order that did not wait for it any more. */
  UNEXPECTED = 'UNEXPECTED',
}

/** Money on its way back to a buyer. */
@Entity('refund')
export class Refund extends Versioned {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  orderId!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('text')
  state!: RefundState;

  @Column('text')
  reason!: RefundReason;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;

  @Column('text', { nullable: true })
  providerId!: string | null;

  /** The provider's code of why it failed. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('timestamptz', { nullable: true })
  succeededAt!: Date | null;

  /** Goes on to a state. @throws Error where the table has no such step: that is our own mistake */
  become(state: RefundState): void {
    if (!mayBecome(this.state, state)) throw new Error(`A refund that is ${this.state} does not become ${state}.`);
    this.state = state;
  }
}

/** The part of a refund that is for one line. */
@Entity('refund_line')
export class RefundLine {
  @PrimaryColumn('uuid')
  refundId!: string;

  @PrimaryColumn('uuid')
  lineId!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;
}
