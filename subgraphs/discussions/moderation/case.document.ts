import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';
import type { PostState } from '../post/post.states';
import { CaseDecision, CaseReason, CaseState, Sanction, transitions } from './case.states';

/** What a moderator may be asked about. */
export type Topic = 'POST' | 'MESSAGE';

/** Something about which a moderator is asked: one case for each post or message, however often it is reported. */
@ObjectType('ModerationCase', { description: 'A post, or a message of a chat, about which a moderator is asked.' })
@EntityKey()
export class Case {
  _id!: string;
  organisationId!: string | null;
  courseId!: string;
  about!: Topic;
  /** The id of that post or message. */
  aboutId!: string;
  authorId!: string;
  claimedById!: string | null;
  decidedById!: string | null;
  /** Where it stood before the decision: there it goes back when that is undone. */
  stateBefore!: PostState | null;

  /** Since when a moderator is asked, or asked again. */
  waitsSince!: Date;

  /** Whether it says something else than what was approved. */
  isEditedSince!: boolean;

  @Field(() => CaseState, { description: 'Where it stands.' })
  state!: CaseState;

  @Field(() => [CaseReason], { description: 'Why a moderator is asked.' })
  reasons!: readonly CaseReason[];

  @Field(() => Int, { description: 'How many people reported it.' })
  reportCount!: number;

  @Field(() => CaseDecision, { nullable: true, description: 'What was decided last; null before.' })
  decision!: CaseDecision | null;

  @Field(() => Sanction, {
    nullable: true,
    description: 'What becomes of the author by that decision; null for nothing.',
  })
  sanction!: Sanction | null;

  @Field(() => String, { nullable: true, description: 'What the moderator says about the decision.' })
  note!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the author says against the decision; null where nothing.',
  })
  appeal!: string | null;

  @Field(() => DateTime, { description: 'Since when it is there.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided; null before.' })
  decidedAt!: Date | null;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }

  /** False where it cannot get there from where it stands. */
  become(state: CaseState, now: Date): boolean {
    if (!transitions[this.state].includes(state)) return false;
    if (this.state === CaseState.DECIDED) this.waitsSince = now;
    this.state = state;
    return true;
  }
}

export const cases = defineCollection<Case>({
  name: 'moderation_case',
  tenant: true,
  class: Case,
  indexes: [
    { keys: { aboutId: 1 }, unique: true },
    { keys: { courseId: 1, state: 1, _id: 1 } },
    { keys: { state: 1, waitsSince: 1 } },
    { keys: { courseId: 1, decidedAt: 1 } },
    { keys: { authorId: 1 } },
    { keys: { decidedById: 1 } },
    { keys: { claimedById: 1 } },
  ],
});

/** What moderators did, for good: nobody changes or deletes it. */
@ObjectType({ description: 'What a moderator did.' })
export class ModerationEntry {
  _id!: string;
  organisationId!: string | null;
  courseId!: string;
  /** Null: the house itself. */
  actorId!: string | null;
  /** The post or message by which it came to that; null where by none. */
  aboutId!: string | null;
  /** Whom it is about. */
  personId!: string;

  @Field(() => String, { description: 'What was done, such as `DECIDED REMOVE`.' })
  action!: string;

  @Field(() => String, { nullable: true, description: 'What they said about it.' })
  note!: string | null;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;
}

export const moderationEntries = defineCollection<ModerationEntry>({
  name: 'moderation_entry',
  tenant: true,
  class: ModerationEntry,
  indexes: [{ keys: { courseId: 1, _id: -1 } }, { keys: { personId: 1 } }, { keys: { actorId: 1 } }],
});
