import { Field, ID, ObjectType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';
import type { ViewerClaims } from '../../../kit/identity/viewer';
import { AssetProtection } from '../asset/asset.protection';
import type { Transcoded } from '../asset/asset.version';
import { GrantState, mayBecome, PlaybackEndReason } from './grant.states';

/** Leave to play one version of one video in one session, for a short while at a time. */
@ObjectType('Playback', {
  description:
    'Leave to play what a lesson shows, or the trailer of a course, in one session, for a short while at a time.',
})
export class PlaybackGrant {
  _id!: string;
  /** SHA-256 of the secret in its URLs. */
  tokenHash!: string;
  /** Null for whoever plays a preview without an account. */
  personId!: string | null;
  sessionId!: string | null;
  /** Who asked, as of the last renewal: a player that only has the cookie is judged as them. */
  viewer!: ViewerClaims;
  /** Whether a grant of nobody has found the one browser that it belongs to. */
  isTaken!: boolean;
  /** Null for the trailer of its course. */
  lessonId!: string | null;
  courseId!: string;
  assetId!: string;
  versionId!: string;
  /** The live session that it is for, which then stands for the asset and its version, too; null for a file. */
  liveSessionId!: string | null;
  transcoded!: Transcoded;
  renewedAt!: Date;
  /** Seconds for which it was valid before `renewedAt`. */
  heldSeconds!: number;

  @Field(() => AssetProtection, { description: 'How what it plays is encrypted.' })
  protection!: AssetProtection;

  @Field(() => DateTime, { description: 'When it was started.' })
  startedAt!: Date;

  @Field(() => DateTime, { description: 'Until when its URLs answer, unless it is renewed.' })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was over; null before.' })
  endedAt!: Date | null;

  @Field(() => PlaybackEndReason, { nullable: true, description: 'Why it is over; null before.' })
  endReason!: PlaybackEndReason | null;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }

  stateAt(now: Date): GrantState {
    if (this.endedAt) return GrantState.ENDED;
    return this.expiresAt > now ? GrantState.ACTIVE : GrantState.EXPIRED;
  }

  /** Seconds for which it has been valid: nobody can have played for longer. */
  heldFor(now: Date): number {
    const until = Math.min(Number(this.endedAt ?? now), Number(this.expiresAt), Number(now));
    return this.heldSeconds + Math.max(0, until - Number(this.renewedAt)) / 1_000;
  }

  /** False where it is over. */
  renew(now: Date, expiresAt: Date, viewer: ViewerClaims): boolean {
    if (!mayBecome(this.stateAt(now), GrantState.ACTIVE)) return false;
    const heldSeconds = this.heldFor(now);
    Object.assign(this, { heldSeconds, renewedAt: now, expiresAt, viewer });
    return true;
  }

  /** False where it is over. */
  end(now: Date, reason: PlaybackEndReason): boolean {
    if (!mayBecome(this.stateAt(now), GrantState.ENDED)) return false;
    Object.assign(this, { endedAt: now, endReason: reason });
    return true;
  }
}

export const grants = defineCollection<PlaybackGrant>({
  name: 'playback_grant',
  class: PlaybackGrant,
  indexes: [
    { keys: { tokenHash: 1 }, unique: true },
    { keys: { personId: 1, expiresAt: 1 }, where: { endedAt: null } },
    { keys: { personId: 1, startedAt: 1 } },
    { keys: { sessionId: 1 }, where: { endedAt: null } },
    { keys: { expiresAt: 1 } },
  ],
});

/** Written by whoever starts or renews, so that of two at once one waits for the other. */
export interface PlaybackHolder {
  /** Of the person. */
  readonly _id: string;
  readonly changes: number;
}

export const holders = defineCollection<PlaybackHolder>({ name: 'playback_holder', indexes: [] });
