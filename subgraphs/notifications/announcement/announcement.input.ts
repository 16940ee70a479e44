import { IsDate, IsInt, IsUUID, Length } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime } from '../../../kit/graphql/scalars';
import { UserRef } from '../user/user.stub';
import { Announcement } from './announcement.entity';

export const AnnouncementConnection = connectionOf(Announcement);

@ArgsType()
export class AnnouncementsArgs extends PageArgs {
  @Field(() => ID, { description: 'The course.' })
  @IsUUID()
  courseId!: string;
}

@InputType({ description: 'What to say to everyone in a course.' })
export class CreateAnnouncementInput {
  @Field(() => ID, { description: 'The course, which you teach.' })
  courseId!: string;

  @Field(() => String, { description: 'In one line.' })
  @Length(1, 150)
  title!: string;

  @Field(() => String, { description: 'What there is to say; empty lines part paragraphs.' })
  @Length(1, 10_000)
  body!: string;

  @Field(() => DateTime, { nullable: true, description: 'When; at once without. At most a year ahead.' })
  @IsDate()
  scheduledAt?: Date | null;
}

@InputType({ description: 'What to change about what was not said yet. What is left out stays.' })
export class UpdateAnnouncementInput {
  @Field(() => ID, { description: 'The announcement.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'In one line.' })
  @Length(1, 150)
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'What there is to say.' })
  @Length(1, 10_000)
  body?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  @IsDate()
  scheduledAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'Its version as you read it.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'What is not to be said.' })
export class CancelAnnouncementInput {
  @Field(() => ID, { description: 'The announcement, which was not said yet.' })
  id!: string;
}

@ObjectType({ description: 'The announcement is made.' })
export class CreateAnnouncementPayload {
  @Field(() => Announcement, { description: 'The announcement.' })
  announcement!: Announcement;
}

@ObjectType({ description: 'The announcement is changed.' })
export class UpdateAnnouncementPayload {
  @Field(() => Announcement, { description: 'The announcement now.' })
  announcement!: Announcement;
}

@ObjectType({ description: 'The announcement is not made.' })
export class CancelAnnouncementPayload {
  @Field(() => Announcement, { description: 'The announcement.' })
  announcement!: Announcement;
}

@ObjectType({ description: 'Whom an announcement would reach now.' })
export class AnnouncementAudience {
  @Field(() => Int, { description: 'How many people.' })
  count!: number;

  @Field(() => [UserRef], { nullable: 'items', description: 'The first ten of them.' })
  sample!: (UserRef | null)[];
}
