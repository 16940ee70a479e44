import { IsUUID } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { Channel } from '../channel/channel';
import { Delivery } from './delivery.entity';
import { DeliveryState } from './delivery.states';

export const DeliveryConnection = connectionOf(Delivery, 'NotificationDelivery');

@InputType({ description: 'Which deliveries; what is left out is any.' })
export class NotificationDeliveryFilter {
  @Field(() => Channel, { nullable: true, description: 'By this way.' })
  channel?: Channel | null;

  @Field(() => DeliveryState, { nullable: true, description: 'That stand there.' })
  state?: DeliveryState | null;

  @Field(() => ID, { nullable: true, description: 'To this person.' })
  @IsUUID()
  userId?: string | null;
}

@ArgsType()
export class DeliveriesArgs extends PageArgs {
  @Field(() => NotificationDeliveryFilter, { nullable: true, description: 'Which ones; all without.' })
  filter?: NotificationDeliveryFilter | null;
}
