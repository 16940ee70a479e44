import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';
import { mayBecome, PostState } from './post.states';

/** What one person wrote in a thread. */
@ObjectType({ description: 'What one person wrote in a thread.' })
@EntityKey()
export class Post {
  _id!: string;
  organisationId!: string | null;
  courseId!: string;
  threadId!: string;
  /** The reply to which this is one; null for the opening post and for replies to that. */
  parentId!: string | null;
  authorId!: string;
  /** Markdown. */
  text!: string;
  /** What searches look through: the words of the text, and of the thread's title where this opens it. */
  words!: string;

  /** Everyone to whom its text leads, in whatever way: so that it can forget them. */
  namedIds!: readonly string[];
  /** When everyone could first read it: that is told once. */
  publishedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether it opens its thread.' })
  isOpening!: boolean;

  @Field(() => Boolean, { description: 'Whether its author is hidden from classmates.' })
  isAnonymous!: boolean;

  @Field(() => PostState, { description: 'Where it stands.' })
  state!: PostState;

  @Field(() => Boolean, { description: 'Whether the asker took it as the answer.' })
  isAccepted!: boolean;

  @Field(() => Boolean, { description: 'Whether staff stand by it as an answer.' })
  isEndorsed!: boolean;

  @Field(() => Int, { description: 'Votes for it, less those against it.' })
  score!: number;

  @Field(() => Int, { description: 'How many replies it has directly.' })
  replyCount!: number;

  @Field(() => Int, { description: 'Grows with each edit. Send it as `expectedVersion`.' })
  version!: number;

  @Field(() => DateTime, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was last edited; null where it never was.' })
  editedAt!: Date | null;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }

  get isPublished(): boolean {
    return this.state === PostState.PUBLISHED;
  }

  /** Whether its text is gone for those who only read: what is left is its place among the others. */
  get isGone(): boolean {
    return this.state === PostState.REMOVED || this.state === PostState.DELETED;
  }

  /** Whether nobody but its author and moderators ever learns of it: it waits, or went while it waited. */
  get isUnseen(): boolean {
    return !this.isPublished && (this.state === PostState.HELD || this.publishedAt === null);
  }

  /** False where it cannot get there from where it stands. */
  become(state: PostState): boolean {
    if (!mayBecome(this.state, state)) return false;
    this.state = state;
    return true;
  }
}

export const posts = defineCollection<Post>({
  name: 'post',
  tenant: true,
  class: Post,
  indexes: [
    { keys: { threadId: 1, parentId: 1, _id: 1 } },
    { keys: { threadId: 1, parentId: 1, score: -1, _id: -1 } },
    { keys: { parentId: 1, _id: 1 } },
    { keys: { authorId: 1, _id: -1 } },
    { keys: { namedIds: 1 } },
    { keys: { state: 1, _id: 1 }, where: { state: 'HELD' } },
    { keys: { courseId: 1, words: 'text' } },
  ],
});

/** A text as it was before an edit. */
@ObjectType({ description: 'A text as it was before an edit.' })
export class PostEdit {
  _id!: string;
  postId!: string;
  editorId!: string;
  /** Everyone to whom it leads. */
  namedIds!: readonly string[];

  @Field(() => String, { description: 'Markdown, as it was.' })
  body!: string;

  @Field(() => DateTime, { description: 'Until when it was so.' })
  replacedAt!: Date;
}

export const postEdits = defineCollection<PostEdit>({
  name: 'post_edit',
  class: PostEdit,
  indexes: [{ keys: { postId: 1, _id: -1 } }, { keys: { editorId: 1 } }, { keys: { namedIds: 1 } }],
});
