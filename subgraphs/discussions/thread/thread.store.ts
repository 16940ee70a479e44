import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Policy } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { announceThread } from '../forum/forum.live';
import { threads, type Thread } from './thread.document';

/** Reads and writes of threads inside of a transaction. */
export class ThreadStore {
  constructor(private readonly scope: Scope) {}

  /** A thread for which the policy lets the viewer do what they want to. @throws UNAUTHENTICATED, NOT_FOUND, CONFLICT */
  async require(id: string, policy: Policy<Thread>, expectedVersion?: number | null): Promise<Thread> {
    signedIn(this.scope.viewer);
    const found = await this.find(id);
    const [thread] = found ? await policy(this.scope, [found]) : [];
    if (!thread) throw kitErrors.NOT_FOUND({ thing: 'thread' });
    if ((expectedVersion ?? thread.version) !== thread.version)
      throw kitErrors.CONFLICT({ currentVersion: thread.version });
    return thread;
  }

  find(_id: string): Promise<Thread | null> {
    return isUuid(_id) ? this.scope.documents.of(threads).findOne({ _id }) : Promise.resolve(null);
  }

  /** Writes what changed of a thread that was read in this transaction, as its next version. */
  async edit(thread: Thread, changed: Partial<Thread>): Promise<Thread> {
    return this.set(thread, { ...changed, version: thread.version + 1 });
  }

  /** Writes what changed by itself: no edit that somebody may have to merge. */
  async set(thread: Thread, changed: Partial<Thread>): Promise<Thread> {
    Object.assign(thread, changed);
    await this.scope.documents.of(threads).updateOne({ _id: thread._id }, { $set: changed });
    announceThread(this.scope, thread);
    return thread;
  }
}
