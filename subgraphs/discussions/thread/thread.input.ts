import { ArrayMaxSize, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../../kit/graphql/page.args';
import { Post } from '../post/post.document';
import { anonymousDescription, bodyDescription, longestBody } from '../post/post.texts';
import { Thread } from './thread.document';
import { ThreadKind } from './thread.kind';

export const ThreadOrder = { ACTIVITY: 'ACTIVITY', NEWEST: 'NEWEST', VOTES: 'VOTES' } as const;
export type ThreadOrder = keyof typeof ThreadOrder;

registerEnumType(ThreadOrder, {
  name: 'ThreadOrder',
  description: 'How threads are sorted.',
  valuesConfig: {
    ACTIVITY: { description: 'Those in which somebody wrote last first.' },
    NEWEST: { description: 'Those that were begun last first.' },
    VOTES: { description: 'Those with most votes first.' },
  },
});

const titleDescription = 'What it is about, 3 to 200 characters.';
const tagsDescription = 'Words by which it is found, at most 5 of at most 30 characters.';

@InputType({ description: 'Which threads to list.' })
export class ThreadFilter {
  @Field(() => ID, { nullable: true, description: 'Only about this lesson.' })
  @MaxLength(100)
  lessonId?: string | null;

  @Field(() => ThreadKind, { nullable: true, description: 'Only of this kind.' })
  kind?: ThreadKind | null;

  @Field(() => String, { nullable: true, description: 'Only with this tag.' })
  @MaxLength(30)
  tag?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only questions without an accepted or endorsed answer. False: only those with one.',
  })
  isUnanswered?: boolean | null;
}

@ArgsType()
export class ThreadPageArgs extends PageArgs {
  @Field(() => ThreadFilter, { nullable: true, description: 'Which threads; all without one.' })
  @ValidateNested()
  filter?: ThreadFilter | null;

  @Field(() => ThreadOrder, { defaultValue: 'ACTIVITY', description: 'How to sort them.' })
  orderBy!: ThreadOrder;
}

@InputType({ description: 'A new thread.' })
export class CreateThreadInput {
  @Field(() => ID, { description: 'The course.' })
  @MaxLength(100)
  courseId!: string;

  @Field(() => ID, { nullable: true, description: 'The lesson that it is about; none for the whole course.' })
  @MaxLength(100)
  lessonId?: string | null;

  @Field(() => ThreadKind, { description: 'What it is for.' })
  kind!: ThreadKind;

  @Field(() => String, { description: titleDescription })
  @MinLength(3)
  @MaxLength(200)
  title!: string;

  @Field(() => String, { description: bodyDescription })
  @MinLength(1)
  @MaxLength(longestBody)
  body!: string;

  @Field(() => [String], { nullable: true, description: tagsDescription })
  @ArrayMaxSize(5)
  @MaxLength(30, { each: true })
  tags?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: anonymousDescription })
  isAnonymous?: boolean | null;
}

@InputType({ description: 'What changes of a thread.' })
export class UpdateThreadInput {
  @Field(() => ID, { description: 'The thread.' })
  @MaxLength(100)
  id!: string;

  @Field(() => String, { nullable: true, description: `${titleDescription} As before unless told.` })
  @MinLength(3)
  @MaxLength(200)
  title?: string | null;

  @Field(() => [String], { nullable: true, description: `${tagsDescription} As before unless told.` })
  @ArrayMaxSize(5)
  @MaxLength(30, { each: true })
  tags?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'The version that you saw; another one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'One thread.' })
export class DeleteThreadInput {
  @Field(() => ID, { description: 'Its id.' })
  @MaxLength(100)
  id!: string;
}

@InputType({ description: 'Whether a thread is kept on top.' })
export class PinThreadInput {
  @Field(() => ID, { description: 'The thread.' })
  @MaxLength(100)
  id!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False takes it down again.' })
  isPinned!: boolean;
}

@InputType({ description: 'Whether a thread takes more replies.' })
export class LockThreadInput {
  @Field(() => ID, { description: 'The thread.' })
  @MaxLength(100)
  id!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False opens it again.' })
  isLocked!: boolean;
}

@InputType({ description: 'Where a thread belongs.' })
export class MoveThreadInput {
  @Field(() => ID, { description: 'The thread.' })
  @MaxLength(100)
  id!: string;

  @Field(() => ID, { nullable: true, description: 'A lesson of the same course; none for the whole course.' })
  @MaxLength(100)
  lessonId?: string | null;
}

@InputType({ description: 'Two threads about the same.' })
export class MergeThreadInput {
  @Field(() => ID, { description: 'The thread that goes.' })
  @MaxLength(100)
  id!: string;

  @Field(() => ID, { description: 'The thread of the same course in which what was written goes on.' })
  @MaxLength(100)
  intoId!: string;
}

/** What changes of a thread answer. */
@ObjectType()
abstract class ThreadPayload {
  @Field(() => Thread, { description: 'The thread.' })
  thread!: Thread;
}

@ObjectType({ description: 'The thread that was begun.' })
export class CreateThreadPayload extends ThreadPayload {}

@ObjectType({ description: 'The thread as it is now.' })
export class UpdateThreadPayload extends ThreadPayload {}

@ObjectType({ description: 'The thread that is gone.' })
export class DeleteThreadPayload {
  @Field(() => ID, { description: 'Its id.' })
  deletedThreadId!: string;
}

@ObjectType({ description: 'The thread as it is now.' })
export class PinThreadPayload extends ThreadPayload {}

@ObjectType({ description: 'The thread as it is now.' })
export class LockThreadPayload extends ThreadPayload {}

@ObjectType({ description: 'The thread in which everything is now.' })
export class MergeThreadPayload extends ThreadPayload {}

@ObjectType({ description: 'The thread where it belongs now.' })
export class MoveThreadPayload extends ThreadPayload {}

@ObjectType({ description: 'That a thread changed.' })
export class ThreadChanged {
  @Field(() => Thread, { nullable: true, description: 'The thread as it is now; null where it is gone.' })
  thread!: Thread | null;
}

@ObjectType({ description: 'What the viewer may do with a thread.' })
export class ThreadViewerCan {
  @Field(() => Boolean, { description: 'Write in it.' })
  reply!: boolean;

  @Field(() => Boolean, { description: 'Change its title and tags, or delete it.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Pin, lock and move it.' })
  moderate!: boolean;
}

@ObjectType({ description: 'That somebody wrote in a thread.' })
export class PostAdded {
  @Field(() => Post, { description: 'What they wrote.' })
  post!: Post;
}
