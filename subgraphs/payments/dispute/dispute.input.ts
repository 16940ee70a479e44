import { ArrayMaxSize, IsDate, IsUUID, Length, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime } from '../../../kit/graphql/scalars';
import { Dispute } from './dispute.entity';
import { DisputeState } from './dispute.states';

export const DisputeConnection = connectionOf(Dispute);

@InputType({ description: 'Which disputes; every condition that is given must hold.' })
export class DisputeFilter {
  @Field(() => [DisputeState], { nullable: true, description: 'In one of these states.' })
  @ArrayMaxSize(7)
  states?: DisputeState[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this order.' })
  @IsUUID()
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this subscription.' })
  @IsUUID()
  subscriptionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this seller.' })
  @IsUUID()
  organisationId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Whose evidence is due before this moment.' })
  @IsDate()
  evidenceDueBefore?: Date | null;
}

@ArgsType()
export class DisputesArgs extends PageArgs {
  @Field(() => DisputeFilter, { nullable: true, description: 'Which ones; all without.' })
  @ValidateNested()
  filter?: DisputeFilter | null;
}

@InputType({ description: "What the seller says to a buyer's bank." })
export class SubmitDisputeEvidenceInput {
  @Field(() => ID, { description: 'The dispute, which waits for evidence.' })
  @IsUUID()
  disputeId!: string;

  @Field(() => String, { description: 'Why the payment is right. 1 to 20,000 characters; it can be sent once.' })
  @Length(1, 20_000)
  evidence!: string;

  @Field(() => ID, {
    description:
      'Of your choice, for this answer. Repeating the mutation with the same key and input changes nothing. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey!: string;
}

@ObjectType({ description: 'The evidence is on its way to the bank.' })
export class SubmitDisputeEvidencePayload {
  @Field(() => Dispute, { description: 'The dispute.' })
  dispute!: Dispute;
}
