import { signedIn } from '../../../kit/identity/signed-in';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { callersNetwork, throttleOf } from '../../../kit/throttle/throttle';
import { Channel } from '../channel/channel';
import { smsSender } from '../channel/sms/sms-sender';
import { notificationsErrors } from '../notifications.errors';
import { limits } from '../proof/limits';
import { Proofs, type Proven } from '../proof/proofs';
import { Suppressions } from '../suppression/suppressions';
import { PhoneNumber } from './phone-number.entity';
import { PhoneLoaders } from './phone.loaders';
import { markOf, openNumber, sealNumber } from './sealed-number';
import { sendPhoneCode } from './send-phone-code.job';

/** The number of somebody. Each answers with the person. */
export class PhoneService {
  constructor(private readonly scope: Scope) {}

  /**
   * Sends a code to a number, which is the person's own once they say what it was; nothing else goes there before.
   * @throws RATE_LIMITED, SMS_UNAVAILABLE, UNAUTHENTICATED
   */
  async set(number: string): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    if (!smsSender(this.scope)) throw notificationsErrors.SMS_UNAVAILABLE();
    await throttleOf(this.scope).demand(
      [limits.codeToAddress, number],
      [limits.codeToPerson, userId],
      [limits.codeFromNetwork, callersNetwork(this.scope)],
    );
    const { secrets, clock } = this.scope;
    const row = Object.assign(new PhoneNumber(), {
      userId,
      sealed: sealNumber(secrets, userId, number),
      mark: markOf(secrets, number),
      setAt: clock.now(),
      verifiedAt: null,
      problem: null,
    });
    return this.scope.transaction(async (tx) => {
      await tx.db.upsert(PhoneNumber, row, ['userId']);
      await enqueue(tx, sendPhoneCode, { userId }, { key: `phone-code:${userId}`, maxAttempts: 5 });
      return userId;
    });
  }

  /** The number is theirs; what was stopped there comes again. @throws WRONG_CODE, RATE_LIMITED, UNAUTHENTICATED */
  async verify(code: string): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    await throttleOf(this.scope).demand([limits.guessOfPerson, userId]);
    const known = await this.scope.get(PhoneLoaders).of.load(userId);
    if (!known || !(await this.scope.get(Proofs).redeem(numberOf(known), code))) throw notificationsErrors.WRONG_CODE();
    return this.scope.transaction(async (tx) => {
      // Only the number that the code went to, whatever was set meanwhile.
      const which = { userId, mark: known.mark };
      await tx.db.update(PhoneNumber, which, { verifiedAt: tx.clock.now(), problem: null });
      await tx.get(Suppressions).lift(openNumber(tx.secrets, known));
      return userId;
    });
  }

  /** @throws UNAUTHENTICATED */
  async remove(): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      await tx.db.delete(PhoneNumber, { userId });
      return userId;
    });
  }
}

/** What a code that came there proves. */
const numberOf = ({ userId, mark }: PhoneNumber): Proven => ({ userId, channel: Channel.SMS, mark });
