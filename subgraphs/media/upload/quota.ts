import { defineCollection } from '../../../kit/documents/collection';
import type { Scope } from '../../../kit/scope/scope';
import { mediaErrors } from '../media.errors';

interface Usage {
  /** `person:<id>` or `organisation:<id>`. */
  readonly _id: string;
  bytes: number;
}

/** How many bytes are kept for whom. */
export const usages = defineCollection<Usage>({ name: 'usage', indexes: [] });

/** Whose files they are: an organisation's count for it, everyone else's for themselves. */
export interface Holder {
  readonly ownerId: string;
  readonly organisationId: string | null;
}

/** Room for files: taken when an upload is allowed, given back when nothing is kept. */
export class Quota {
  constructor(private readonly scope: Scope) {}

  /** Two takes at once are two: each is one write in its transaction. @throws QUOTA_EXCEEDED */
  async take(holder: Holder, bytes: number): Promise<void> {
    const usage = this.scope.documents.of(usages);
    const _id = keyOf(holder);
    const kept = await usage.findOneAndUpdate({ _id }, { $inc: { bytes } }, { upsert: true });
    const { config } = this.scope;
    const allowed = holder.organisationId === null ? config.QUOTA_PER_PERSON : config.QUOTA_PER_ORGANISATION;
    if (kept!.bytes > allowed) throw mediaErrors.QUOTA_EXCEEDED({ allowed, holder: _id.split(':', 1)[0] });
  }

  /** Counts bytes that are kept whether there is room or not. */
  async count(holder: Holder, bytes: number): Promise<void> {
    await this.scope.documents.of(usages).updateOne({ _id: keyOf(holder) }, { $inc: { bytes } }, { upsert: true });
  }

  async release(holder: Holder, bytes: number): Promise<void> {
    await this.scope.documents.of(usages).updateOne({ _id: keyOf(holder) }, { $inc: { bytes: -bytes } });
  }
}

function keyOf({ ownerId, organisationId }: Holder): string {
  return organisationId === null ? `person:${ownerId}` : `organisation:${organisationId}`;
}
