import type { Scope } from '../../../../../kit/scope/scope';
import { ContactLoaders } from '../../../contact/contact.loaders';
import { Delivery } from '../../../delivery/delivery.entity';
import { DeliveryState } from '../../../delivery/delivery.states';
import { Reports } from '../../../delivery/reports';
import { SuppressionReason, Suppressions } from '../../../suppression/suppressions';
import { deliveryIdOf } from '../email.letter';
import type { MailEvent } from './mail-event';

const { DELIVERED, BOUNCED, COMPLAINED } = DeliveryState;

/** What follows from an event. A soft bounce is written down and ends nothing: the provider tries again, or the next letter does. */
const consequences: Readonly<
  Record<
    Exclude<MailEvent['what'], 'SOFT_BOUNCE'>,
    { state: typeof DELIVERED | typeof BOUNCED | typeof COMPLAINED; reason: SuppressionReason | null }
  >
> = {
  DELIVERED: { state: DELIVERED, reason: null },
  HARD_BOUNCE: { state: BOUNCED, reason: SuppressionReason.BOUNCE },
  COMPLAINT: { state: COMPLAINED, reason: SuppressionReason.COMPLAINT },
};

/** Takes what a provider of mail says, once. */
export class MailEvents {
  constructor(private readonly tx: Scope) {}

  async take(event: MailEvent): Promise<void> {
    const { key, what, messageId, recipient, code } = event;
    const news = await this.tx.db.query<unknown[]>(REMEMBER, [key, this.tx.clock.now()]);
    if (news.length === 0) return;
    const delivery = messageId ? await this.deliveryOf(messageId) : null;
    if (what === 'SOFT_BOUNCE') {
      if (delivery) await this.tx.get(Reports).note(delivery.id, code ?? 'SOFT_BOUNCE');
      return;
    }
    const { state, reason } = consequences[what];
    const problem = reason && (code ?? what);
    if (delivery) await this.tx.get(Reports).take({ deliveryId: delivery.id, providerId: messageId, state, problem });
    const address = recipient ?? (delivery && (await this.addressOf(delivery)));
    // Also of letters that are none of ours here, such as one that resets a password.
    if (reason && address) await this.tx.get(Suppressions).add(address, reason);
  }

  /** By our own Message-ID, or by what the provider calls the letter; of a digest that, and not what it gathers. */
  private deliveryOf(messageId: string): Promise<Delivery | null> {
    const id = deliveryIdOf(messageId);
    const providerId = messageId.replace(/^<|>$/g, '');
    const query = this.tx.db.createQueryBuilder(Delivery, 'row').where('row.digestId IS NULL');
    return (id ? query.andWhere({ id }) : query.andWhere({ providerId })).getOne();
  }

  /** Who is written to today: a provider that names nobody speaks of the letter alone. */
  private async addressOf({ userId }: Delivery): Promise<string | null> {
    return (await this.tx.get(ContactLoaders).of.load(userId))?.email ?? null;
  }
}

const REMEMBER = 'INSERT INTO provider_event (id, received_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id';
