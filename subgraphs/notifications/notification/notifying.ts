import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { Planning } from '../delivery/planning';
import type { Occasion } from '../kind/occasion';
import { notificationTopic } from './notification.topics';

/** Tells people what happened: one row per event and person, whatever is delivered again. */
export class Notifying {
  constructor(private readonly tx: Scope) {}

  /** Tells these people, but not whoever did it. @throws Error where it is about a course of which no event has told yet */
  async write(occasion: Occasion, eventId: string, told: readonly string[], now = this.tx.clock.now()): Promise<void> {
    const people = told.filter((id) => id !== occasion.actorId);
    const { kind, courseId, subjectId, actorId, facts, groupKey } = occasion;
    const { organisationId } = courseId ? await this.tx.get(CourseLoaders).known(courseId) : { organisationId: null };
    const plans = await this.tx.get(Planning).plan(occasion, people);
    // In one order, so that two events for the same people never wait for each other in a circle.
    const rows = plans
      .toSorted((left, right) => (left.userId < right.userId ? -1 : 1))
      .map(({ userId, isShown }) => ({ id: this.tx.ids.next(), groupId: this.tx.ids.next(), userId, isShown }));
    if (rows.length === 0) return;
    const given = JSON.stringify(rows);
    await this.tx.db.query(GROUPS, [given, groupKey, organisationId, now]);
    const about = [kind, organisationId, courseId, subjectId, actorId, JSON.stringify(facts)];
    const made = await this.tx.db.query<Made[]>(NOTIFICATIONS, [given, groupKey, eventId, now, ...about]);
    await this.tx.get(Planning).set(made, plans);
    const { live } = this.tx;
    this.tx.afterCommit(() => {
      for (const { userId, id, isShown } of made)
        if (isShown) notificationTopic.publish(live, userId, { notificationId: id });
    });
  }
}

interface Made {
  readonly id: string;
  readonly userId: string;
  readonly isShown: boolean;
}

const GROUPS = `
  INSERT INTO notification_group (id, user_id, key, organisation_id, newest_at)
  SELECT "groupId", "userId", $2, $3, $4 FROM json_to_recordset($1::json) AS given ("groupId" uuid, "userId" uuid)
  ON CONFLICT (user_id, key) DO UPDATE SET newest_at = greatest(notification_group.newest_at, excluded.newest_at)`;

const NOTIFICATIONS = `
  INSERT INTO notification (id, event_id, user_id, kind, group_id, organisation_id, course_id, subject_id, actor_id, facts, is_shown, created_at)
  SELECT given.id, $3, given."userId", $5, grouped.id, $6, $7, $8, $9, $10::jsonb, given."isShown", $4
    FROM json_to_recordset($1::json) AS given (id uuid, "userId" uuid, "isShown" boolean)
    JOIN notification_group grouped ON grouped.user_id = given."userId" AND grouped.key = $2
  ON CONFLICT ON CONSTRAINT notification_once DO NOTHING
  RETURNING id, user_id AS "userId", is_shown AS "isShown"`;
