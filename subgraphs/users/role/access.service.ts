import { Viewer } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';
import { User } from '../profile/user.entity';
import { userPolicy } from '../profile/user.policy';
import type { AccessDecision, ExplainAccessArgs, HeldPermission } from './access.type';
import { GrantLoaders } from './grant.loaders';
import { resourceName } from './permission';
import { placeOf } from './role.policy';

/** Says what someone may do, and why. */
export class AccessService {
  constructor(private readonly scope: Scope) {}

  /** The viewer's own access is that of their token; someone else's, that of their roles right now. @throws NOT_FOUND, UNAUTHENTICATED */
  async explain({
    permission,
    resourceType,
    resourceId,
    organisationId,
    userId,
  }: ExplainAccessArgs): Promise<AccessDecision> {
    const place = placeOf({ organisationId: organisationId ?? null, resource: resourceName(resourceType, resourceId) });
    const viewer = userId ? await this.viewerOf(userId) : this.scope.viewer;
    return { ...viewer.decide(permission, place) };
  }

  /** Every permission that a person holds; whoever asks makes sure that the viewer may read their account. */
  async heldBy(user: User): Promise<HeldPermission[]> {
    const { grants } = await this.scope.get(GrantLoaders).of.load(user.id);
    return grants.flatMap(({ role, permissions, organisationId, resource }) =>
      permissions.map((permission) => ({ permission, via: role, organisationId, resource })),
    );
  }

  private async viewerOf(userId: string): Promise<Viewer> {
    const { id } = await this.scope.require(User, userId, userPolicy.readAccount);
    return new Viewer({
      kind: 'person',
      id,
      sessionId: null,
      scopes: [],
      ...(await this.scope.get(GrantLoaders).of.load(id)),
    });
  }
}
