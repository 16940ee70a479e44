import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ReportReason } from './report.document';

/** What every report says. */
@InputType()
abstract class ReportInput {
  @Field(() => ReportReason, { description: 'What is wrong.' })
  reason!: ReportReason;

  @Field(() => String, { nullable: true, description: 'What moderators should know, at most 1,000 characters.' })
  @MaxLength(1_000)
  note?: string | null;
}

@InputType({ description: 'What is wrong with a post.' })
export class ReportPostInput extends ReportInput {
  @Field(() => ID, { description: 'The post; not one of yours.' })
  @MaxLength(100)
  postId!: string;
}

@InputType({ description: 'What is wrong with a message.' })
export class ReportMessageInput extends ReportInput {
  @Field(() => ID, { description: 'The message; not one of yours.' })
  @MaxLength(100)
  messageId!: string;
}

@ObjectType({ description: 'The post that moderators look at.' })
export class ReportPostPayload {
  @Field(() => ID, { description: 'Its id.' })
  reportedPostId!: string;
}

@ObjectType({ description: 'The message that moderators look at.' })
export class ReportMessagePayload {
  @Field(() => ID, { description: 'Its id.' })
  reportedMessageId!: string;
}

@ObjectType({ description: 'What somebody said is wrong with a post, or a message.' })
export class PostReport {
  @Field(() => ReportReason, { description: 'What is wrong.' })
  reason!: ReportReason;

  @Field(() => String, { nullable: true, description: 'What they wrote about it.' })
  note!: string | null;
}
