import type { Filter } from 'mongodb';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Viewer } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';
import { isUuid } from '../../../kit/scope/ids';
import { noteAttendance } from '../live/live-attendance.store';
import { announceAdvice } from '../viewing/viewing.live';
import { GrantCache } from './grant.cache';
import { grants, holders, type PlaybackGrant } from './grant.document';
import type { PlaybackEndReason } from './grant.states';

/** Reads and writes of grants. */
export class GrantStore {
  constructor(private readonly scope: Scope) {}

  /** The viewer's own grant, of this session. @throws NOT_FOUND */
  async ofSession(id: string): Promise<PlaybackGrant> {
    const { viewer } = this.scope;
    return found(await this.find(id, { personId: viewer.id, sessionId: sessionOf(viewer) }));
  }

  /** The viewer's own grant, of whatever session. @throws NOT_FOUND */
  async ofPerson(id: string): Promise<PlaybackGrant> {
    return found(await this.find(id, { personId: this.scope.viewer.id }));
  }

  /** The viewer's own grant, of whatever session; null for nobody, who has nothing to be known by. */
  visible(id: string): Promise<PlaybackGrant | null> {
    const { id: personId } = this.scope.viewer;
    return personId === null ? Promise.resolve(null) : this.find(id, { personId });
  }

  byToken(tokenHash: string): Promise<PlaybackGrant | null> {
    return this.scope.documents.of(grants).findOne({ tokenHash });
  }

  /** Nobody else starts or renews for this person until the transaction ends: it is tried again, and then sees what this one did. */
  async lock(personId: string): Promise<void> {
    await this.scope.documents.of(holders).updateOne({ _id: personId }, { $inc: { changes: 1 } }, { upsert: true });
  }

  /** What a person plays now, the oldest first. */
  activeOf(personId: string): Promise<PlaybackGrant[]> {
    const filter = { personId, endedAt: null, expiresAt: { $gt: this.scope.clock.now() } };
    return this.scope.documents.of(grants).find(filter).sort({ expiresAt: 1 }).toArray();
  }

  startedSince(personId: string, since: Date): Promise<number> {
    return this.scope.documents.of(grants).count({ personId, startedAt: { $gt: since } });
  }

  async add(grant: PlaybackGrant): Promise<void> {
    await this.scope.documents.of(grants).insertOne(grant);
    await noteAttendance(this.scope, grant);
  }

  /** Gives a grant of nobody to whoever asks; false where somebody else was first. */
  async take({ _id }: PlaybackGrant): Promise<boolean> {
    const { modifiedCount } = await this.scope.documents
      .of(grants)
      .updateOne({ _id, isTaken: false }, { $set: { isTaken: true } });
    return modifiedCount === 1;
  }

  /** Writes a grant that was read in this transaction. */
  async save(grant: PlaybackGrant): Promise<void> {
    const { scope } = this;
    await scope.documents.of(grants).replaceOne({ _id: grant._id }, grant);
    await noteAttendance(scope, grant);
    scope.afterCommit(() => scope.shared(GrantCache).forget(grant));
  }

  /** Ends a grant unless it is over, and the streams that follow it. */
  async end(grant: PlaybackGrant, reason: PlaybackEndReason): Promise<void> {
    if (!grant.end(this.scope.clock.now(), reason)) return;
    await this.save(grant);
    announceAdvice(this.scope, grant._id);
  }

  /** Grants that are not over. */
  open(filter: Filter<PlaybackGrant>): Promise<PlaybackGrant[]> {
    return this.scope.documents
      .of(grants)
      .find({ ...filter, endedAt: null })
      .toArray();
  }

  private find(_id: string, whose: Filter<PlaybackGrant>): Promise<PlaybackGrant | null> {
    if (!isUuid(_id) || isKey(this.scope.viewer)) return Promise.resolve(null);
    return this.scope.documents.of(grants).findOne({ ...whose, _id });
  }
}

/** An API key is nobody in person, and no nobody either: nothing would bind what it plays to it. */
export const isKey = ({ claims }: Viewer): boolean => claims.kind === 'service';

export const sessionOf = ({ id, claims }: Viewer): string | null => (id === null ? null : claims.sessionId);

function found(grant: PlaybackGrant | null): PlaybackGrant {
  if (!grant) throw kitErrors.NOT_FOUND({ thing: 'playback' });
  return grant;
}
