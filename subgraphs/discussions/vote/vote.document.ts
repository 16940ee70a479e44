import { registerEnumType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';

/** For or against a post. */
export enum VoteValue {
  UP = 'UP',
  DOWN = 'DOWN',
}

registerEnumType(VoteValue, {
  name: 'VoteValue',
  description: 'For or against a post.',
  valuesConfig: { UP: { description: 'It helps.' }, DOWN: { description: 'It does not.' } },
});

/** What one person thinks of one post: there is one row for it at most, whatever is sent how often. */
interface Vote {
  /** `<post>/<user>`. */
  readonly _id: string;
  readonly postId: string;
  readonly userId: string;
  /** What it counts: 1 or -1. */
  readonly weight: number;
}

export const votes = defineCollection<Vote>({
  name: 'vote',
  indexes: [{ keys: { postId: 1, weight: 1 } }, { keys: { userId: 1 } }],
});

export const voteId = (postId: string, userId: string): string => `${postId}/${userId}`;
export const weightOf = (value: VoteValue): number => (value === VoteValue.UP ? 1 : -1);
