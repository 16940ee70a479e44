import { ArrayMaxSize, IsDate, IsUUID, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime } from '../../../kit/graphql/scalars';
import { Order } from './order.entity';
import { OrderState } from './order.states';

export const OrderConnection = connectionOf(Order);

@InputType({ description: 'Which orders; every condition that is given must hold.' })
export class OrderFilter {
  @Field(() => [OrderState], { nullable: true, description: 'In one of these states.' })
  @ArrayMaxSize(8)
  states?: OrderState[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this buyer.' })
  @IsUUID()
  buyerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'With this course in it.' })
  @IsUUID()
  courseId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this seller.' })
  @IsUUID()
  organisationId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Made at this moment or later.' })
  @IsDate()
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Made before this moment.' })
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class OrdersArgs extends PageArgs {
  @Field(() => OrderFilter, { nullable: true, description: 'Which ones; all without.' })
  @ValidateNested()
  filter?: OrderFilter | null;
}

@InputType({ description: 'The order to give up.' })
export class CancelOrderInput {
  @Field(() => ID, { description: 'The order, which is not paid.' })
  id!: string;
}

@ObjectType({ description: 'The order was given up, or was paid a moment before: its state says which.' })
export class CancelOrderPayload {
  @Field(() => Order, { description: 'The order.' })
  order!: Order;
}

@ObjectType({ description: 'An order went on: it was paid, handed over, expired or refunded.' })
export class OrderChanged {
  @Field(() => Order, { description: 'The order now.' })
  order!: Order;
}
