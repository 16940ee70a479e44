import { ArrayMaxSize, IsInt, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Forum } from './forum.document';

@InputType({ description: 'What changes of a forum.' })
export class UpdateForumInput {
  @Field(() => ID, { description: 'The course.' })
  @MaxLength(100)
  courseId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether people may hide their name from classmates.' })
  allowsAnonymous?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether people who learn here may write to each other.' })
  allowsDirectMessages?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds from one post of a learner to the next, at most a day; 0 for none.',
  })
  @IsInt()
  @Min(0)
  @Max(86_400)
  slowModeSeconds?: number | null;

  @Field(() => [String], { nullable: true, description: 'Tags to propose, at most 30 of at most 30 characters.' })
  @ArrayMaxSize(30)
  @MaxLength(30, { each: true })
  proposedTags?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'The version that you saw; another one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The forum as it is now.' })
export class UpdateForumPayload {
  @Field(() => Forum, { description: 'The forum.' })
  forum!: Forum;
}

@ObjectType({ description: 'What the viewer may do in a forum.' })
export class ForumViewerCan {
  @Field(() => Boolean, { description: 'Begin threads and reply.' })
  post!: boolean;

  @Field(() => Boolean, { description: 'Decide as staff, and change its settings.' })
  moderate!: boolean;
}
