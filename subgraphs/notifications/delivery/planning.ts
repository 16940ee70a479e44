import type { Scope } from '../../../kit/scope/scope';
import { enqueueAll } from '../../../kit/jobs/job';
import { Channel } from '../channel/channel';
import { outwardChannels, ports, type OutwardChannel } from '../channel/ports';
import { ContactLoaders } from '../contact/contact.loaders';
import type { NotificationKind } from '../kind/kind';
import { Preferences } from '../preference/preferences';
import { mostAttempts } from './sending';
import { sendDelivery } from './send-delivery.job';

/** By which ways one person hears of something. */
export interface Plan {
  readonly userId: string;
  readonly isShown: boolean;
  readonly channels: readonly OutwardChannel[];
}

interface Made {
  readonly id: string;
  readonly userId: string;
}

/** Decides by which ways people are told, and sets them going. */
export class Planning {
  constructor(private readonly tx: Scope) {}

  /** A plan for everyone who is to be told anything at all; whoever was erased is not. */
  async plan(kind: NotificationKind, userIds: readonly string[]): Promise<Plan[]> {
    const wants = await this.tx.get(Preferences).about(kind, userIds);
    const contacts = await this.tx.get(ContactLoaders).of.loadMany([...userIds]);
    return userIds.flatMap((userId, index) => {
      const found = contacts[index];
      const contact = found instanceof Error ? null : found;
      if (contact?.isErased) return [];
      const isShown = wants(userId, Channel.IN_APP);
      const channels = outwardChannels.filter(
        // Of whoever is not known yet the address may come before the letter goes.
        (channel) => wants(userId, channel) && (!contact || ports[channel].reaches(contact)),
      );
      return isShown || channels.length > 0 ? [{ userId, isShown, channels }] : [];
    });
  }

  /** One delivery per notification and channel, in the transaction that makes the notifications. */
  async set(made: readonly Made[], plans: readonly Plan[]): Promise<void> {
    const channelsOf = new Map(plans.map(({ userId, channels }) => [userId, channels]));
    const deliveries = made.flatMap(({ id: notificationId, userId }) =>
      (channelsOf.get(userId) ?? []).map((channel) => ({ id: this.tx.ids.next(), notificationId, userId, channel })),
    );
    if (deliveries.length === 0) return;
    await this.tx.db.query(DELIVERIES, [JSON.stringify(deliveries), this.tx.clock.now()]);
    const jobs = deliveries.map(({ id: deliveryId }) => ({ payload: { deliveryId } }));
    await enqueueAll(this.tx, sendDelivery, jobs, { maxAttempts: mostAttempts + 2 });
  }
}

const DELIVERIES = `
  INSERT INTO delivery (id, notification_id, user_id, channel, state, attempts, repeats, version, created_at, updated_at)
  SELECT id, "notificationId", "userId", channel, 'PENDING', 0, 0, 1, $2, $2
    FROM json_to_recordset($1::json) AS given (id uuid, "notificationId" uuid, "userId" uuid, channel text)
  ON CONFLICT ON CONSTRAINT delivery_once DO NOTHING`;
