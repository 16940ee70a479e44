import { defineSubgraph } from '../../kit/subgraph/define';
import { accountJobs } from './account/account.jobs';
import { AccountResolver } from './account/account.resolver';
import { Credential } from './account/credential.entity';
import { MailedToken } from './account/mailed-token.entity';
import { Registration } from './account/registration.entity';
import { ApiKey } from './api-key/api-key.entity';
import { resolveApiKey } from './api-key/api-key.reference';
import { ApiKeyResolver, UserApiKeysResolver } from './api-key/api-key.resolver';
import { KeyRingResolver } from './key-ring/key-ring.resolver';
import { SigningKey } from './key-ring/signing-key.entity';
import { migrations } from './migrations';
import { ProfileResolver } from './profile/profile.resolver';
import { tellOfContacts } from './profile/tell-of-contacts.job';
import { User } from './profile/user.entity';
import { resolveUser } from './profile/user.reference';
import { Membership } from './role/membership.entity';
import { RoleAssignment } from './role/role-assignment.entity';
import { Role } from './role/role.entity';
import { resolveRole } from './role/role.reference';
import { RoleResolver } from './role/role.resolver';
import { RoleAssignmentResolver, UserRolesResolver } from './role/user-roles.resolver';
import { seed } from './seed';
import { KnownNetwork } from './session/known-network.entity';
import { RefreshToken } from './session/refresh-token.entity';
import { Session } from './session/session.entity';
import { resolveSession } from './session/session.reference';
import { SessionResolver, UserSessionsResolver } from './session/session.resolver';
import { tidy } from './tidy.job';
import { userErrors } from './users.errors';
import { ViewerResolver } from './viewer/viewer.resolver';

export { rotateSigningKeys } from './key-ring/key-ring.service';

export const users = defineSubgraph({
  name: 'users',
  resolvers: [
    AccountResolver,
    ProfileResolver,
    SessionResolver,
    UserSessionsResolver,
    RoleResolver,
    UserRolesResolver,
    RoleAssignmentResolver,
    ApiKeyResolver,
    UserApiKeysResolver,
    KeyRingResolver,
    ViewerResolver,
  ],
  references: { User: resolveUser, Session: resolveSession, Role: resolveRole, ApiKey: resolveApiKey },
  entities: [
    User,
    Credential,
    Registration,
    MailedToken,
    Session,
    RefreshToken,
    KnownNetwork,
    Role,
    RoleAssignment,
    Membership,
    ApiKey,
    SigningKey,
  ],
  migrations,
  outsideTenantWall: {
    membership: 'it says who belongs to which organisation: read before anybody is a member',
    role_assignment: 'it says who may do what where: read before anybody may',
  },
  unseenTables: [
    'credential',
    'mailed_token',
    'registration',
    'api_key',
    'signing_key',
    'known_network',
    'refresh_token',
    'session',
    'membership',
    'role_assignment',
  ],
  emits: ['user.registered', 'user.changed', 'user.erased', 'session.ended'],
  handlers: [],
  jobs: [...accountJobs, tellOfContacts, tidy],
  errors: userErrors,
  sensitive: [
    'Query.users',
    'User.email',
    'User.emailVerified',
    'User.sessions',
    'User.apiKeys',
    'User.roles',
    'User.permissions',
  ],
  seed,
});
