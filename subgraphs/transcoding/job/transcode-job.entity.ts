import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import type { EventPayload, MediaProtection, TranscodeResult } from '../../../kit/events/catalog';
import { DateTime } from '../../../kit/graphql/scalars';
import type { EncodePlan } from '../ffmpeg';
import { transcodingErrors } from '../transcoding.errors';
import { TranscodePriority } from './transcode-priority';
import type { TranscodeReasonCode } from './transcode-reason';
import { hasEnded, mayBecome, TranscodeJobState, type Ending } from './transcode-job.states';

registerEnumType(TranscodeJobState, {
  name: 'TranscodeJobState',
  description: 'Where a job stands.',
  valuesConfig: {
    QUEUED: { description: 'It waits for its turn.' },
    PROBING: { description: 'A worker looks at the file.' },
    ENCODING: { description: 'Workers encode it.' },
    PACKAGING: { description: 'A worker joins the parts and writes the manifests.' },
    DONE: { description: 'It can be played.' },
    FAILED: { description: 'It could not be prepared; `reason` says why.' },
    CANCELLED: { description: 'Somebody ended it.' },
  },
});

/** What a job says of its progress when it has made none. */
const unbegun = { percent: 0, encodingAt: null, nextTryAt: null, endedAt: null, reason: null, plan: null } as const;

/** The preparation of one version of a video or a sound for players. */
@Entity('transcode_job')
@ObjectType({ description: 'The preparation of an uploaded video, or sound, for players.' })
@EntityKey()
export class TranscodeJob extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  assetId!: string;

  @Field(() => ID, { description: 'Which version of the asset.' })
  @Column('uuid')
  versionId!: string;

  @Column('uuid')
  ownerId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('text')
  kind!: 'VIDEO' | 'AUDIO';

  /** Where the object store has the source. */
  @Column('text')
  objectKey!: string;

  @Column('bigint', { transformer: { to: (value: number) => value, from: Number } })
  sourceBytes!: number;

  @Column('text')
  contentType!: string;

  /** AES_128 happens as segments are delivered; CBCS as they are packaged. */
  @Column('text')
  protection!: MediaProtection;

  @Field(() => TranscodeJobState, { description: 'Where it stands.' })
  @Column('text')
  state!: TranscodeJobState;

  @Field(() => TranscodePriority, { description: 'How soon it has its turn.' })
  @Column('text')
  priority!: TranscodePriority;

  @Field(() => Int, { description: 'How often it was begun, by the upload and by retries; 1 at first.' })
  @Column('int')
  attempt!: number;

  /** Leases that its tasks were given so far: each has a number of its own, which its output's prefix carries. */
  @Column('int')
  leases!: number;

  @Field(() => Float, { description: 'How much is done, 0 to 100, by encoded frames.' })
  @Column('double precision')
  percent!: number;

  @Field(() => DateTime, { description: 'Since when it has waited for its turn.' })
  @Column('timestamptz')
  queuedAt!: Date;

  @Column('timestamptz', { nullable: true })
  encodingAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When what failed in passing is tried again; else null.' })
  @Column('timestamptz', { nullable: true })
  nextTryAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was done, failed or cancelled; null before.' })
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  reason!: TranscodeReasonCode | null;

  @Column('jsonb', { nullable: true })
  plan!: EncodePlan | null;

  @Column('jsonb', { nullable: true })
  result!: TranscodeResult | null;

  /** The job of an upload. */
  static of({ bytes, ...facts }: EventPayload<'media.uploaded'>, now: Date): TranscodeJob {
    const fresh = { state: TranscodeJobState.QUEUED, priority: TranscodePriority.NORMAL, attempt: 1, leases: 0 };
    const upload = { ...facts, sourceBytes: bytes, queuedAt: now, result: null };
    return Object.assign(new TranscodeJob(), unbegun, fresh, upload);
  }

  get hasEnded(): boolean {
    return hasEnded(this.state);
  }

  /** Goes on to the next state. @throws Error where the table has no such step: that is our own mistake */
  become(state: TranscodeJobState.PROBING | TranscodeJobState.ENCODING | TranscodeJobState.PACKAGING): void {
    if (!mayBecome(this.state, state)) throw new Error(`${this.state} does not become ${state}.`);
    this.state = state;
  }

  /** @throws TRANSCODE_ENDED when it is over already */
  end(how: Ending, now: Date, reason: TranscodeReasonCode | null = null): void {
    const state = TranscodeJobState[how];
    if (!mayBecome(this.state, state)) throw transcodingErrors.TRANSCODE_ENDED({ state: this.state });
    Object.assign(this, { state, endedAt: now, reason, nextTryAt: null });
    if (how === 'DONE') this.percent = 100;
  }

  /** From the beginning. @throws TRANSCODE_NOT_ENDED unless it has failed or was cancelled */
  queueAgain(now: Date): void {
    if (!mayBecome(this.state, TranscodeJobState.QUEUED))
      throw transcodingErrors.TRANSCODE_NOT_ENDED({ state: this.state });
    this.attempt += 1;
    Object.assign(this, unbegun, { state: TranscodeJobState.QUEUED, queuedAt: now });
  }
}
