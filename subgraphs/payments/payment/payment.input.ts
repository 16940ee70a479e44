import { ArrayMaxSize, IsDate, IsUUID, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime } from '../../../kit/graphql/scalars';
import { DeclineReason } from '../provider/declines';
import { PaymentState } from '../provider/provider-payment';
import { Payment } from './payment.entity';

export const PaymentConnection = connectionOf(Payment);

@InputType({ description: 'Which payments; every condition that is given must hold.' })
export class PaymentFilter {
  @Field(() => [PaymentState], { nullable: true, description: 'In one of these states.' })
  @ArrayMaxSize(5)
  states?: PaymentState[] | null;

  @Field(() => [DeclineReason], {
    nullable: true,
    description: 'Whose last attempt was declined for one of these reasons.',
  })
  @ArrayMaxSize(10)
  declines?: DeclineReason[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this order.' })
  @IsUUID()
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'By this buyer.' })
  @IsUUID()
  buyerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'To this seller.' })
  @IsUUID()
  organisationId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Begun at this moment or later.' })
  @IsDate()
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Begun before this moment.' })
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class PaymentsArgs extends PageArgs {
  @Field(() => PaymentFilter, { nullable: true, description: 'Which ones; all without.' })
  @ValidateNested()
  filter?: PaymentFilter | null;
}
