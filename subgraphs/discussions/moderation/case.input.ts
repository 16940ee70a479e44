import { IsInt, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { Message } from '../chat/message.document';
import { Post } from '../post/post.document';
import { Case, ModerationEntry } from './case.document';
import { CaseDecision, CaseReason, Sanction } from './case.states';

export const CaseConnection = connectionOf(Case, 'ModerationCase');
export const ModerationEntryConnection = connectionOf(ModerationEntry);

@InputType({ description: 'One case.' })
export class ModerationCaseInput {
  @Field(() => ID, { description: 'Its id.' })
  @MaxLength(100)
  id!: string;
}

@InputType({ description: 'What becomes of a post, or a message, and of its author.' })
export class DecideModerationCaseInput {
  @Field(() => ID, { description: 'The case.' })
  @MaxLength(100)
  id!: string;

  @Field(() => CaseDecision, { description: 'What becomes of it.' })
  decision!: CaseDecision;

  @Field(() => Sanction, { nullable: true, description: 'What becomes of its author; nothing unless told.' })
  sanction?: Sanction | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many days the sanction lasts, at most 366; for good unless told.',
  })
  @IsInt()
  @Min(1)
  @Max(366)
  sanctionDays?: number | null;

  @Field(() => String, { nullable: true, description: 'Why; the author reads it. At most 1,000 characters.' })
  @MaxLength(1_000)
  note?: string | null;
}

@InputType({ description: 'What you say against a decision about your post.' })
export class AppealModerationInput {
  @Field(() => ID, { description: 'Your post.' })
  @MaxLength(100)
  postId!: string;

  @Field(() => String, { description: 'Why it should be decided otherwise, 3 to 2,000 characters.' })
  @MinLength(3)
  @MaxLength(2_000)
  text!: string;
}

@InputType({ description: 'What you say against a decision about your message.' })
export class AppealMessageModerationInput {
  @Field(() => ID, { description: 'Your message.' })
  @MaxLength(100)
  messageId!: string;

  @Field(() => String, { description: 'Why it should be decided otherwise, 3 to 2,000 characters.' })
  @MinLength(3)
  @MaxLength(2_000)
  text!: string;
}

/** What changes of a case answer. */
@ObjectType()
abstract class CasePayload {
  @Field(() => Case, { description: 'The case.' })
  moderationCase!: Case;
}

@ObjectType({ description: 'The case that you look at.' })
export class ClaimModerationCasePayload extends CasePayload {}

@ObjectType({ description: 'The case that others may look at again.' })
export class ReleaseModerationCasePayload extends CasePayload {}

@ObjectType({ description: 'The case as it was decided.' })
export class DecideModerationCasePayload extends CasePayload {}

@ObjectType({ description: 'The case whose decision was undone.' })
export class ReopenModerationCasePayload extends CasePayload {}

@ObjectType({ description: 'The post whose case is looked at again.' })
export class AppealModerationPayload {
  @Field(() => Post, { description: 'Your post.' })
  post!: Post;
}

@ObjectType({ description: 'The message whose case is looked at again.' })
export class AppealMessageModerationPayload {
  @Field(() => Message, { description: 'Your message.' })
  message!: Message;
}

@ObjectType('PostModeration', { description: 'What its author is told about a post, or a message, that is moderated.' })
export class Moderation {
  @Field(() => [CaseReason], { description: 'Why a moderator is asked.' })
  reasons!: readonly CaseReason[];

  @Field(() => CaseDecision, { nullable: true, description: 'What was decided; null before.' })
  decision!: CaseDecision | null;

  @Field(() => Sanction, { nullable: true, description: 'What becomes of the author by that; null for nothing.' })
  sanction!: Sanction | null;

  @Field(() => String, { nullable: true, description: 'What the moderator says about it.' })
  note!: string | null;

  @Field(() => Boolean, {
    description: 'Whether `appealModeration`, of a message `appealMessageModeration`, is open to the viewer.',
  })
  viewerCanAppeal!: boolean;
}

@ObjectType({ description: 'How much there is to moderate, and was in the last 30 days.' })
export class ModerationStatistics {
  @Field(() => Int, { description: 'Cases that wait, claimed and appealed ones among them.' })
  waiting!: number;

  @Field(() => Int, { description: 'Cases decided in the last 30 days by approving.' })
  approved!: number;

  @Field(() => Int, { description: 'Cases decided in the last 30 days by removing.' })
  removed!: number;
}
