import { page } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import { enqueue } from '../../../kit/jobs/job';
import { RequestKeys } from '../../../kit/requests/request-keys';
import type { Scope } from '../../../kit/scope/scope';
import { lockPaidFor } from '../payment/paid-for';
import { paymentsErrors } from '../payments.errors';
import { onlyOfSellers } from '../user/sellers';
import { Dispute } from './dispute.entity';
import type { DisputesArgs, SubmitDisputeEvidenceInput } from './dispute.input';
import { sendEvidence } from './dispute.jobs';
import { disputePolicy } from './dispute.policy';
import { waitsForEvidence } from './dispute.states';

/** What a seller's staff do about disputes. */
export class DisputeService {
  constructor(private readonly scope: Scope) {}

  /** The newest first. @throws BAD_CURSOR */
  list({ filter, ...args }: DisputesArgs): Promise<Page<Dispute>> {
    const { viewer } = this.scope;
    const { states, orderId, subscriptionId, organisationId, evidenceDueBefore } = filter ?? {};
    return page(
      this.scope,
      {
        name: 'disputes',
        entity: Dispute,
        order: { by: 'createdAt', direction: 'DESC' },
        where: (query) => {
          onlyOfSellers(query, viewer, ['payments.read', 'payments.manage']);
          if (states) query.andWhere('row.state = ANY(:states)', { states });
          if (orderId) query.andWhere('row.orderId = :orderId', { orderId });
          if (subscriptionId) query.andWhere('row.subscriptionId = :subscriptionId', { subscriptionId });
          if (organisationId) query.andWhere('row.organisationId = :organisationId', { organisationId });
          if (evidenceDueBefore)
            query.andWhere('row.evidenceDueAt < :evidenceDueBefore AND row.evidence IS NULL AND row.closedAt IS NULL', {
              evidenceDueBefore,
            });
        },
      },
      args,
    );
  }

  /** Kept here at once, and sent by a job. @throws NOT_FOUND, UNAUTHENTICATED, DISPUTE_NOT_OPEN, IDEMPOTENCY_KEY_REUSED */
  submit(input: SubmitDisputeEvidenceInput): Promise<Dispute> {
    return this.scope.transaction(async (tx) => {
      const known = await tx.db.findOneBy(Dispute, { id: input.disputeId });
      if (known) await lockPaidFor(tx, known);
      const dispute = await tx.require(Dispute, input.disputeId, disputePolicy.answer);
      return tx.get(RequestKeys).once<Dispute, string>('submitDisputeEvidence', input, {
        run: () => this.answer(tx, dispute, input.evidence),
        remember: ({ id }) => id,
        recall: () => Promise.resolve(dispute),
      });
    });
  }

  private async answer(tx: Scope, dispute: Dispute, evidence: string): Promise<Dispute> {
    const now = tx.clock.now();
    const isLate = dispute.evidenceDueAt !== null && now >= dispute.evidenceDueAt;
    if (!waitsForEvidence(dispute.state) || dispute.evidence !== null || isLate)
      throw paymentsErrors.DISPUTE_NOT_OPEN();
    Object.assign(dispute, { evidence, evidenceSubmittedAt: now });
    await enqueue(tx, sendEvidence, { disputeId: dispute.id }, { key: `evidence:${dispute.id}` });
    return tx.save(dispute);
  }
}
