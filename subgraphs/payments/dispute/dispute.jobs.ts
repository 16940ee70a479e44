import { defineCron, defineJob, enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { DisputeProvider, type ProviderDispute } from '../provider/dispute-provider';
import { ProviderRefusal } from '../provider/provider-refusal';
import { Dispute } from './dispute.entity';
import { DisputeSettlement } from './dispute.settlement';
import { isOver } from './dispute.states';

/** Sends what the seller said. Where the bank has decided in the meantime, its word is taken. */
export const sendEvidence = defineJob<{ disputeId: string }>('send_dispute_evidence', async (scope, { disputeId }) => {
  const dispute = await scope.db.findOneBy(Dispute, { id: disputeId });
  if (!dispute?.evidence || isOver(dispute.state)) return;
  const provider = scope.get(DisputeProvider);
  await settle(
    scope,
    await provider.submit(dispute.providerId, dispute.evidence).catch((error: unknown) => {
      if (error instanceof ProviderRefusal) return provider.read(dispute.providerId);
      throw error;
    }),
  );
});

/** Looks at a dispute again, as if the provider had told of it. */
export const lookAtDispute = defineJob<{ disputeId: string }>('look_at_dispute', async (scope, { disputeId }) => {
  const dispute = await scope.db.findOneBy(Dispute, { id: disputeId });
  if (!dispute || isOver(dispute.state)) return;
  await settle(scope, await scope.get(DisputeProvider).read(dispute.providerId));
});

/** For webhooks that were lost: what is open is looked at every few hours; banks take weeks. */
export const reconcileDisputes = defineCron('reconcile_disputes', '23 */4 * * *', async (scope) => {
  const since = new Date(scope.clock.now().getTime() - 4 * 3_600_000);
  const open = await scope.db.query<{ id: string }[]>(OPEN, [since]);
  for (const { id } of open) await enqueue(scope, lookAtDispute, { disputeId: id }, { key: `dispute:${id}` });
});

function settle(scope: Scope, seen: ProviderDispute): Promise<void> {
  return scope.transaction((tx) => tx.get(DisputeSettlement).settle(seen));
}

const OPEN = `SELECT id FROM dispute WHERE closed_at IS NULL AND looked_at < $1 ORDER BY looked_at LIMIT 1000`;
