import type { Scope } from '../../../../kit/scope/scope';
import { DeviceLoaders } from '../../device/device.loaders';
import { PushDevice } from '../../device/push-device.entity';
import { openSubscription } from '../../device/push-subscription';
import { waitIn } from '../retry-after';
import { TryLater, type ChannelPort, type Outcome } from '../channel';
import { pushMessage, type PushMessage } from './push-message';
import { isPushed, pushSender } from './push-sender';

/**
 * Messages to all devices of a person. Each device is told once: another try goes to those that were not. One that may have
 * arrived is tried again all the same, because a device shows what has the same tag once.
 */
export const pushPort: ChannelPort = {
  reaches: async (scope, { userId }) =>
    isPushed(scope.config) && (await scope.get(DeviceLoaders).of.load(userId)).length > 0,
  addressOf: () => Promise.resolve(null),
  async send(scope, outgoing) {
    const { deliveryId, contact } = outgoing;
    const message = pushMessage(outgoing);
    const devices = await scope.db.findBy(PushDevice, { userId: contact.userId });
    const told = new Set((await scope.db.query<{ id: string }[]>(TOLD, [deliveryId])).map(({ id }) => id));
    const waiting = devices.filter(({ id }) => !told.has(id));
    const tries = await Promise.allSettled(waiting.map((device) => tell(scope, device, deliveryId, message)));
    const failed = tries.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason as Error;
    const refusals = tries.map((one) => (one.status === 'fulfilled' ? one.value : null));
    return outcomeOf(told.size, refusals);
  },
};

/** One device is enough. */
function outcomeOf(toldBefore: number, refusals: readonly (string | null)[]): Outcome {
  if (toldBefore > 0 || refusals.includes(null)) return { isSent: true, providerId: null };
  return { isSent: false, problem: refusals.find((code) => code !== GONE) ?? 'NO_DEVICE', gone: null };
}

const GONE = 'GONE';

/** Null where the device has it, else a code of why it never will. @throws TryLater; any other Error where it may work later */
async function tell(
  scope: Scope,
  device: PushDevice,
  deliveryId: string,
  message: PushMessage,
): Promise<string | null> {
  const { status, retryAfter } = await pushSender(scope)(openSubscription(scope.secrets, device), message);
  if (status >= 200 && status < 300) {
    await scope.db.query(TELL, [deliveryId, device.id]);
    return null;
  }
  if (status === 404 || status === 410) {
    // Nobody listens there any more; one that was registered anew meanwhile stays.
    await scope.db.delete(PushDevice, { id: device.id, registeredAt: device.registeredAt });
    return GONE;
  }
  if (status === 429) throw new TryLater(waitIn(retryAfter));
  if (status >= 500) throw new Error(`A push service answers ${status}.`);
  return String(status);
}

const TOLD = 'SELECT device_id AS id FROM push_receipt WHERE delivery_id = $1';
const TELL = 'INSERT INTO push_receipt (delivery_id, device_id) VALUES ($1, $2) ON CONFLICT DO NOTHING';
