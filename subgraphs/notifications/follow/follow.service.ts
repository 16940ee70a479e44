import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { notificationsErrors } from '../notifications.errors';
import type { FollowSubject } from './follow.entity';
import { FollowLoaders } from './follow.loaders';

const mostFollows = 1_000;

/** Of whom, and of what, people want to hear when there is a new course. Each answers with the person. */
export class FollowService {
  constructor(private readonly scope: Scope) {}

  /** Says nothing about whether there is such an instructor, or category. @throws TOO_MANY_FOLLOWS, UNAUTHENTICATED */
  follow(subject: FollowSubject, subjectId: string): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const { length } = await tx.get(FollowLoaders).of.load(userId);
      if (length >= mostFollows) throw notificationsErrors.TOO_MANY_FOLLOWS({ most: mostFollows });
      await tx.db.query(FOLLOW, [userId, subject, subjectId, tx.clock.now()]);
      return userId;
    });
  }

  /** @throws UNAUTHENTICATED */
  unfollow(subject: FollowSubject, subjectId: string): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      await tx.db.query(UNFOLLOW, [userId, subject, subjectId]);
      return userId;
    });
  }
}

const FOLLOW = `
  INSERT INTO follow (user_id, subject, subject_id, followed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;

const UNFOLLOW = 'DELETE FROM follow WHERE user_id = $1 AND subject = $2 AND subject_id = $3';
