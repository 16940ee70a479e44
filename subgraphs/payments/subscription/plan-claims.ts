import { In, MoreThan, Not } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import { PlanSubscription } from './subscription.entity';
import { lockSubscriber, lockSubscription } from './subscription.lock';
import { statesOfTheEnd } from './subscription.states';

/** Milliseconds after which a change that nobody heard of again holds no plan any more. */
const patience = 3_600_000;

/** Nobody has a plan twice, nor is about to. */
export class PlanClaims {
  constructor(private readonly scope: Scope) {}

  /** By which of their subscriptions, besides one, somebody has a plan or is about to. Certain only after `lockSubscriber`. */
  holder(userId: string, planId: string, besides?: string): Promise<PlanSubscription | null> {
    const live = { userId, state: Not(In(statesOfTheEnd)), ...(besides === undefined ? {} : { id: Not(besides) }) };
    const wantedAt = MoreThan(new Date(this.scope.clock.now().getTime() - patience));
    return this.scope.db.findOneBy(PlanSubscription, [
      { ...live, planId },
      { ...live, wantedPlanId: planId, wantedAt },
    ]);
  }

  /** Before the provider makes a subscription one to another plan. @returns whether it may */
  claim({ id, userId, planId: before }: PlanSubscription, planId: string): Promise<boolean> {
    return this.scope.transaction(async (tx) => {
      if (planId === before) return true;
      await lockSubscription(tx, id);
      await lockSubscriber(tx, userId);
      if (await tx.get(PlanClaims).holder(userId, planId, id)) return false;
      await tx.db.update(PlanSubscription, id, { wantedPlanId: planId, wantedAt: tx.clock.now() });
      return true;
    });
  }

  /** The provider has said no. */
  async giveUp({ id }: PlanSubscription): Promise<void> {
    await this.scope.db.update(PlanSubscription, id, { wantedPlanId: null, wantedAt: null });
  }
}
