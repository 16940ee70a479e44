import { Field, ID, Int, ObjectType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';

/** Where the people of one course talk, with what its staff decided about that. */
@ObjectType({ description: 'Where the people of one course talk.' })
export class Forum {
  /** Of the course. */
  _id!: string;
  organisationId!: string | null;

  @Field(() => Boolean, { description: 'Whether people may hide from classmates that they wrote something.' })
  allowsAnonymous!: boolean;

  @Field(() => Boolean, {
    description: 'Whether people who learn here may write to each other; to staff they always may.',
  })
  allowsDirectMessages!: boolean;

  @Field(() => Int, { description: 'Slow mode: seconds from one post of a learner to the next; 0 without it.' })
  slowModeSeconds!: number;

  @Field(() => [String], { description: 'Tags that its staff propose; others may be used as well.' })
  proposedTags!: readonly string[];

  @Field(() => Int, { description: 'How many threads it has.' })
  threadCount!: number;

  @Field(() => Int, { description: 'How many of its questions have no accepted or endorsed answer yet.' })
  unansweredCount!: number;

  @Field(() => Int, { description: 'Grows with each change of its settings. Send it as `expectedVersion`.' })
  version!: number;

  @Field(() => ID, { description: 'The id of its course.' })
  get id(): string {
    return this._id;
  }

  /** A course's forum before anybody wrote in it or set anything. */
  static empty(_id: string, organisationId: string | null): Forum {
    const settings = { allowsAnonymous: false, allowsDirectMessages: false, slowModeSeconds: 0, proposedTags: [] };
    return Object.assign(new Forum(), {
      _id,
      organisationId,
      ...settings,
      threadCount: 0,
      unansweredCount: 0,
      version: 1,
    });
  }
}

export const forums = defineCollection<Forum>({ name: 'forum', tenant: true, class: Forum, indexes: [] });
