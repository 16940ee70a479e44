import type { Scope } from '../../../kit/scope/scope';
import type { Plan } from '../plan/plan.entity';
import type { PlanSubscription } from './subscription.entity';

/** A trial is taken once per person and plan. */
export class PlanTrials {
  constructor(private readonly scope: Scope) {}

  /** The days that somebody would get. */
  async daysFor(userId: string | null, { id, trialDays }: Plan): Promise<number> {
    if (userId === null || trialDays === 0) return trialDays;
    const taken = await this.scope.db.query<unknown[]>(TAKEN, [id, userId]);
    return taken.length > 0 ? 0 : trialDays;
  }

  /** Takes it, unless it was taken. Use in a transaction. @returns the days */
  async take(
    { id, trialDays }: Plan,
    { userId, subscriptionId }: { userId: string; subscriptionId: string },
  ): Promise<number> {
    if (trialDays === 0) return 0;
    const taken = await this.scope.db.query<unknown[]>(TAKE, [id, userId, subscriptionId, this.scope.clock.now()]);
    return taken.length > 0 ? trialDays : 0;
  }

  async giveBack({ id }: PlanSubscription): Promise<void> {
    await this.scope.db.query('DELETE FROM plan_trial WHERE subscription_id = $1', [id]);
  }
}

const TAKEN = `SELECT 1 FROM plan_trial WHERE plan_id = $1 AND user_id = $2`;
const TAKE = `
  INSERT INTO plan_trial (plan_id, user_id, subscription_id, taken_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING RETURNING plan_id`;
