import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { defineCollection } from '../../../kit/documents/collection';
import { BigIntScalar, DateTime, Duration } from '../../../kit/graphql/scalars';
import { AssetKind } from './asset.kind';
import { AssetProtection } from './asset.protection';
import { AssetState, mayBecome, RefusalReason } from './asset.states';
import type { AssetVersion } from './asset.version';

/** Where an asset is shown. */
export interface AssetUse {
  readonly as: 'AVATAR' | 'THUMBNAIL' | 'TRAILER' | 'POSTER';
  /** Of the user, the course or the video. */
  readonly id: string;
}

/** A part of what an asset plays, until the next one. */
export interface StoredChapter {
  /** Seconds. */
  readonly start: number;
  readonly title: string;
}

/** A file that somebody uploaded, with what was made of it. */
@ObjectType({ description: 'A file that somebody uploaded, with what was made of it.' })
@EntityKey()
export class Asset {
  _id!: string;
  ownerId!: string;
  organisationId!: string | null;
  /** Oldest first; never empty. */
  versions!: AssetVersion[];
  /** The version that is shown; the newest before any is ready. */
  currentVersionId!: string;
  /** Where it is shown, but for lessons, which say so themselves. */
  shownAs!: AssetUse[];
  /** In the order in which they begin; null before anyone named some. */
  chapters!: readonly StoredChapter[] | null;

  @Field(() => AssetKind, { description: 'What it is for.' })
  kind!: AssetKind;

  @Field(() => AssetProtection, { description: 'How what is played of it is encrypted.' })
  protection!: AssetProtection;

  @Field(() => AssetState, { description: 'Where it stands.' })
  state!: AssetState;

  @Field(() => String, { description: 'Name of the file, for people.' })
  fileName!: string;

  @Field(() => Int, { description: 'Grows with each change.' })
  version!: number;

  @Field(() => DateTime, { description: 'When its upload was begun.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it last changed.' })
  updatedAt!: Date;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }

  get current(): AssetVersion {
    return this.versionOf(this.currentVersionId)!;
  }

  versionOf(versionId: string): AssetVersion | undefined {
    return this.versions.find(({ id }) => id === versionId);
  }

  @Field(() => BigIntScalar, { description: 'Size of the file in bytes, as announced until it is there.' })
  get bytes(): bigint {
    return BigInt(this.current.bytes);
  }

  @Field(() => String, { nullable: true, description: 'Media type by content; null until that is known.' })
  get contentType(): string | null {
    return this.current.contentType;
  }

  @Field(() => String, { nullable: true, description: 'SHA-256 of the file in hexadecimal; null until that is known.' })
  get checksum(): string | null {
    return this.current.checksum;
  }

  @Field(() => Int, { nullable: true, description: 'Pixels across, of pictures and videos that are ready.' })
  get width(): number | null {
    const { picture, transcoded } = this.current;
    return transcoded?.width ?? picture?.width ?? null;
  }

  @Field(() => Int, { nullable: true, description: 'Pixels down, of pictures and videos that are ready.' })
  get height(): number | null {
    const { picture, transcoded } = this.current;
    return transcoded?.height ?? picture?.height ?? null;
  }

  @Field(() => Duration, { nullable: true, description: 'How long it plays, in seconds; null for what does not play.' })
  get duration(): number | null {
    return this.current.transcoded?.duration ?? null;
  }

  @Field(() => Float, { nullable: true, description: 'Frames per second of a video that is ready.' })
  get frameRate(): number | null {
    return this.current.transcoded?.frameRate ?? null;
  }

  @Field(() => Int, { nullable: true, description: 'Pages of a PDF that is ready.' })
  get pageCount(): number | null {
    return this.current.pageCount;
  }

  /** Bytes that are kept: those of refused files were given back, unless it was their preparation that failed. */
  get bytesOfAll(): number {
    const kept = this.versions.filter(({ refusal }) => refusal === null || keepsSource.has(refusal.reason));
    return kept.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Moves a version on; a version that gets ready is the one that is shown, unless a newer one is. False where it is not
   * where it could go from there: a job or an event that comes twice changes nothing.
   */
  move(versionId: string, to: AssetState, facts: Partial<AssetVersion> = {}): boolean {
    const version = this.versionOf(versionId);
    if (!version || !mayBecome(version.state, to)) return false;
    Object.assign(version, facts, { state: to });
    if (to === AssetState.READY && !this.showsNewerThan(version)) this.currentVersionId = versionId;
    this.state = this.current.state;
    return true;
  }

  private showsNewerThan(version: AssetVersion): boolean {
    return this.state === AssetState.READY && this.versions.indexOf(this.current) > this.versions.indexOf(version);
  }
}

/** What is refused for these is still there, to be downloaded. */
const keepsSource: ReadonlySet<RefusalReason> = new Set([RefusalReason.NOT_TRANSCODED, RefusalReason.CANCELLED]);

export const assets = defineCollection<Asset>({
  name: 'asset',
  type: 'Asset',
  tenant: true,
  class: Asset,
  indexes: [
    { keys: { ownerId: 1, _id: -1 } },
    { keys: { organisationId: 1, _id: -1 } },
    { keys: { state: 1, updatedAt: 1 } },
    { keys: { 'shownAs.id': 1, 'shownAs.as': 1 }, where: { 'shownAs.id': { $exists: true } } },
  ],
});
