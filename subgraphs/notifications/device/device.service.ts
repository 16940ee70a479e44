import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { isPushed } from '../channel/push/push-sender';
import { notificationsErrors } from '../notifications.errors';
import { markOf } from '../phone/sealed-number';
import type { RegisterPushSubscriptionInput, RemovePushSubscriptionInput } from './device.input';
import { PushDevice } from './push-device.entity';
import { problemsOf, sealSubscription } from './push-subscription';

/** Devices of one person; of more the oldest go. */
const mostDevices = 20;
const longestAgent = 300;

/** The devices of somebody. Each answers with the person. */
export class DeviceService {
  constructor(private readonly scope: Scope) {}

  /** A device belongs to whoever registered it last. @throws BAD_INPUT, PUSH_UNAVAILABLE, UNAUTHENTICATED */
  register({ endpoint, keys: { p256dh, auth } }: RegisterPushSubscriptionInput): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    const { config, secrets, origin } = this.scope;
    if (!isPushed(config)) throw notificationsErrors.PUSH_UNAVAILABLE();
    const subscription = { endpoint, p256dh, auth };
    const problems = Object.entries(problemsOf(subscription, config));
    if (problems.length > 0) {
      const fields = problems.map(([part, what]) => [`input.${part === 'endpoint' ? '' : 'keys.'}${part}`, what]);
      throw kitErrors.BAD_INPUT({ fields: Object.fromEntries(fields) });
    }
    const mark = markOf(secrets, endpoint);
    const sealed = sealSubscription(secrets, mark, subscription);
    return this.scope.transaction(async (tx) => {
      const given = [tx.ids.next(), userId, mark, sealed, origin.userAgent.slice(0, longestAgent), tx.clock.now()];
      await tx.db.query(REGISTER, given);
      await tx.db.query(FORGET_OLDEST, [userId, mostDevices]);
      return userId;
    });
  }

  /** Does nothing about what is not theirs. @throws BAD_INPUT, UNAUTHENTICATED */
  remove({ endpoint, id }: RemovePushSubscriptionInput): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    if ((endpoint == null) === (id == null))
      throw kitErrors.BAD_INPUT({ fields: { 'input.id': 'Give id or endpoint, one of the two.' } });
    const which = endpoint == null ? { id: id! } : { mark: markOf(this.scope.secrets, endpoint) };
    return this.scope.transaction(async (tx) => {
      if (endpoint != null || isUuid(id!)) await tx.db.delete(PushDevice, { userId, ...which });
      return userId;
    });
  }
}

const REGISTER = `
  INSERT INTO push_device (id, user_id, mark, sealed, user_agent, registered_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (mark) DO UPDATE SET user_id = excluded.user_id, sealed = excluded.sealed, user_agent = excluded.user_agent,
    registered_at = excluded.registered_at`;

const FORGET_OLDEST = `
  DELETE FROM push_device WHERE id IN (
    SELECT id FROM push_device WHERE user_id = $1 ORDER BY registered_at DESC, id DESC OFFSET $2)`;
