import { signedIn } from '../../../kit/identity/signed-in';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { callersNetwork, throttleOf } from '../../../kit/throttle/throttle';
import { Channel } from '../channel/channel';
import { ContactLoaders } from '../contact/contact.loaders';
import { notificationsErrors } from '../notifications.errors';
import { markOf } from '../phone/sealed-number';
import { limits } from '../proof/limits';
import { Proofs } from '../proof/proofs';
import { Suppressions } from '../suppression/suppressions';
import { sendEmailCode } from './send-email-code.job';

/** By which somebody whose address takes no letters any more shows that it does. Each answers with the person. */
export class EmailAddressService {
  constructor(private readonly scope: Scope) {}

  /** Sends a code to the viewer's address, also where nothing else goes there. @throws RATE_LIMITED, UNAUTHENTICATED */
  async check(): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    const email = await this.addressOf(userId);
    await throttleOf(this.scope).demand(
      [limits.codeToAddress, email ?? userId],
      [limits.codeToPerson, userId],
      [limits.codeFromNetwork, callersNetwork(this.scope)],
    );
    await enqueue(this.scope, sendEmailCode, { userId }, { key: `email-code:${userId}`, maxAttempts: 5 });
    return userId;
  }

  /** Letters go there again. @throws WRONG_CODE, RATE_LIMITED, UNAUTHENTICATED */
  async confirm(code: string): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    await throttleOf(this.scope).demand([limits.guessOfPerson, userId]);
    const email = await this.addressOf(userId);
    if (!email) throw notificationsErrors.WRONG_CODE();
    const proven = { userId, channel: Channel.EMAIL as const, mark: markOf(this.scope.secrets, email) };
    if (!(await this.scope.get(Proofs).redeem(proven, code))) throw notificationsErrors.WRONG_CODE();
    await this.scope.transaction((tx) => tx.get(Suppressions).lift(email));
    return userId;
  }

  private async addressOf(userId: string): Promise<string | null> {
    return (await this.scope.get(ContactLoaders).of.load(userId))?.email ?? null;
  }
}
