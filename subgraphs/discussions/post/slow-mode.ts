import { defineCollection } from '../../../kit/documents/collection';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import type { Forum } from '../forum/forum.document';

/** When somebody last wrote in a course with slow mode. */
interface LastPost {
  /** `<course>/<user>`. */
  readonly _id: string;
  readonly userId: string;
  readonly at: Date;
}

export const lastPosts = defineCollection<LastPost>({ name: 'last_post', indexes: [{ keys: { userId: 1 } }] });

/** Lets a learner write once in so many seconds. One document per person, so that two posts at once are two in a row. */
export class SlowMode {
  constructor(private readonly scope: Scope) {}

  /** @throws SLOW_MODE */
  async demand({ _id: courseId, slowModeSeconds }: Forum, userId: string): Promise<void> {
    if (slowModeSeconds === 0) return;
    const [_id, now] = [`${courseId}/${userId}`, this.scope.clock.now()];
    const last = await this.scope.documents.of(lastPosts).findOne({ _id });
    const passed = last ? (now.getTime() - last.at.getTime()) / 1_000 : Infinity;
    if (passed < slowModeSeconds)
      throw discussionsErrors.SLOW_MODE({ retryAfter: Math.ceil(slowModeSeconds - passed) });
    await this.scope.documents.of(lastPosts).updateOne({ _id }, { $set: { userId, at: now } }, { upsert: true });
  }
}
