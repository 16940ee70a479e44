import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';
import { PostState } from '../post/post.states';
import { ThreadKind } from './thread.kind';

/** What is said about one subject in a course, or about one of its lessons: an opening post and the replies to it. */
@ObjectType({ description: 'What is said about one subject in a course, or about one of its lessons.' })
@EntityKey()
export class Thread {
  _id!: string;
  organisationId!: string | null;
  courseId!: string;
  lessonId!: string | null;
  authorId!: string;
  openingPostId!: string;
  /** How often somebody wrote in it, held or not: so that a reply and a merge at once are one after the other. */
  written!: number;
  /** The answer that the asker took. */
  acceptedPostId!: string | null;
  /** Answers that staff stand by. */
  endorsedPostIds!: readonly string[];

  @Field(() => ThreadKind, { description: 'What it is for.' })
  kind!: ThreadKind;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => [String], { description: 'Words by which it is found.' })
  tags!: readonly string[];

  @Field(() => Boolean, { description: 'Whether its author is hidden from classmates.' })
  isAnonymous!: boolean;

  @Field(() => PostState, { description: 'Where it stands.' })
  state!: PostState;

  @Field(() => Boolean, { description: 'Whether staff keep it on top.' })
  isPinned!: boolean;

  @Field(() => Boolean, { description: 'Whether nobody but staff writes in it any more.' })
  isLocked!: boolean;

  @Field(() => Boolean, { description: 'A question with an accepted or endorsed answer.' })
  isAnswered!: boolean;

  @Field(() => Int, { description: 'How many replies it has.' })
  replyCount!: number;

  @Field(() => Int, { description: 'Votes for its opening post, less those against it.' })
  score!: number;

  @Field(() => DateTime, { description: 'When somebody last wrote in it.' })
  lastActivityAt!: Date;

  @Field(() => Int, { description: 'Grows with each edit. Send it as `expectedVersion`.' })
  version!: number;

  @Field(() => DateTime, { description: 'When it was begun.' })
  createdAt!: Date;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }

  get isPublished(): boolean {
    return this.state === PostState.PUBLISHED;
  }
}

const inCourse = { courseId: 1, state: 1 } as const;

export const threads = defineCollection<Thread>({
  name: 'thread',
  tenant: true,
  class: Thread,
  indexes: [
    { keys: { ...inCourse, lastActivityAt: -1, _id: -1 } },
    { keys: { ...inCourse, _id: -1 } },
    { keys: { ...inCourse, score: -1, _id: -1 } },
    { keys: { ...inCourse, kind: 1, isAnswered: 1, lastActivityAt: -1, _id: -1 } },
    { keys: { ...inCourse, tags: 1, lastActivityAt: -1, _id: -1 } },
    { keys: { lessonId: 1, state: 1, lastActivityAt: -1, _id: -1 }, where: { lessonId: { $type: 'string' } } },
    { keys: { courseId: 1, isPinned: 1, _id: -1 }, where: { isPinned: true } },
    { keys: { authorId: 1, _id: -1 } },
  ],
});
