import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { ApiKey } from '../api-key/api-key.entity';
import { signedIn } from '../../../kit/identity/signed-in';
import { User } from '../profile/user.entity';
import { userPolicy } from '../profile/user.policy';
import { keepAnAdministrator } from '../role/last-administrator';
import { Membership } from '../role/membership.entity';
import { RoleAssignment } from '../role/role-assignment.entity';
import { KnownNetwork } from '../session/known-network.entity';
import { Session } from '../session/session.entity';
import { SessionService } from '../session/session.service';
import { announceViewerChange } from '../viewer/viewer.topics';
import { Credential } from './credential.entity';
import { MailedToken } from './mailed-token.entity';
import { PasswordService } from './password.service';

/** Everything in this subgraph that tells something about a person, besides the row itself. */
const belongings = [Credential, MailedToken, KnownNetwork, RoleAssignment, Membership] as const;

/** How a person leaves. */
export class ErasureService {
  constructor(private readonly scope: Scope) {}

  /**
   * Forgets the person who asks. Their id stays, so that what others hold of them keeps a name: `Deleted user`.
   * @throws WRONG_PASSWORD, LAST_ADMINISTRATOR, RATE_LIMITED, UNAUTHENTICATED
   */
  async deleteAccount(password: string): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    await this.scope.get(PasswordService).demandPassword(userId, password);
    return this.scope.transaction(async (tx) => {
      const user = await tx.require(User, userId, userPolicy.edit);
      await keepAnAdministrator(tx, { userId });
      await tx.get(SessionService).endAll(userId, 'ACCOUNT_DELETED');
      for (const entity of belongings) await tx.db.delete(entity, { userId });
      await tx.db.delete(ApiKey, { ownerId: userId });
      announceViewerChange(tx, { kind: 'API_KEY_REVOKED', ownerId: userId });
      await tx.db.update(Session, { userId }, { address: '', userAgent: '' });
      user.erase(tx.clock.now());
      await tx.save(user);
      await emit(tx, 'user.erased', { userId });
      return userId;
    });
  }
}
