import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';

export enum RestrictionKind {
  MUTE = 'MUTE',
  BAN = 'BAN',
}

registerEnumType(RestrictionKind, {
  name: 'RestrictionKind',
  description: 'What somebody may not do in a course.',
  valuesConfig: {
    MUTE: { description: 'They read what is said, and say nothing.' },
    BAN: { description: 'They take no part in what is said.' },
  },
});

/** Instead of the id of a course: all of them, and every chat. */
export const everywhere = '*';

/** That somebody may not write, or take part, in what is said in one course, or everywhere. */
@ObjectType('MemberRestriction', { description: 'That somebody may not write, or take part, in one course.' })
export class Restriction {
  /** `<course>/<user>/<source>`: each source adds and takes away its own, whatever the others say. */
  _id!: string;
  courseId!: string;
  userId!: string;

  @Field(() => RestrictionKind, { description: 'What they may not do.' })
  kind!: RestrictionKind;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null for good.' })
  until!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason!: string | null;

  isOverAt(now: Date): boolean {
    return this.until !== null && this.until <= now;
  }
}

export const restrictions = defineCollection<Restriction>({
  name: 'restriction',
  class: Restriction,
  indexes: [{ keys: { userId: 1, courseId: 1 } }],
});

/** The source of what moderators decide without a case; of all else it is the id of the case. */
export const byHand = 'manual';

export const restrictionId = ({ courseId, userId }: Pick<Restriction, 'courseId' | 'userId'>, source: string): string =>
  `${courseId}/${userId}/${source}`;

const forever = Number.POSITIVE_INFINITY;
const end = ({ until }: Restriction): number => until?.getTime() ?? forever;

/** Which of two counts while both do: to be kept out is more than to be muted, and longer is more than shorter. */
export function stricter(one: Restriction, other: Restriction): Restriction {
  if (one.kind !== other.kind) return one.kind === RestrictionKind.BAN ? one : other;
  return end(one) >= end(other) ? one : other;
}
