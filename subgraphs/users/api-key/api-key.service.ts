import { IsNull, LessThanOrEqual, type FindOptionsWhere } from 'typeorm';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { ApiKeyViewer } from '../../../kit/identity/key-terms';
import type { Grant, ViewerClaims } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';
import { signedIn } from '../../../kit/identity/signed-in';
import { GrantLoaders } from '../role/grant.loaders';
import { secretHash } from '../../../kit/identity/secret-hash';
import { userErrors } from '../users.errors';
import { announceViewerChange } from '../viewer/viewer.topics';
import { ApiKey } from './api-key.entity';
import type { CreateApiKeyInput } from './api-key.input';
import { apiKeyPolicy } from './api-key.policy';

const prefix = 'lyc_';
const hintLength = prefix.length + 6;
const mostKeys = 50;
/** The time of last use is worth one write a minute. */
const precision = 60_000;

/** How programs act for people. */
export class ApiKeyService {
  constructor(private readonly scope: Scope) {}

  /** The secret is in this answer and nowhere else. @throws TOO_MANY_KEYS, BAD_INPUT, UNAUTHENTICATED */
  create({
    name,
    scopes,
    addressRanges,
    expiresAt = null,
    documents = null,
    requestsPerMinute = null,
    costPerMinute = null,
  }: CreateApiKeyInput): Promise<{ apiKey: ApiKey; secret: string }> {
    const ownerId = signedIn(this.scope.viewer);
    if (expiresAt && expiresAt <= this.scope.clock.now())
      throw kitErrors.BAD_INPUT({ fields: { expiresAt: 'expiresAt must be in the future' } });
    return this.scope.transaction(async (tx) => {
      await tx.db.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [ownerId]);
      const alive: FindOptionsWhere<ApiKey> = { ownerId, revokedAt: IsNull() };
      if ((await tx.db.countBy(ApiKey, alive)) >= mostKeys) throw userErrors.TOO_MANY_KEYS({ limit: mostKeys });
      const secret = `${prefix}${tx.ids.secret()}`;
      const unused = { lastUsedAt: null, revokedAt: null };
      const row = {
        ownerId,
        name,
        scopes,
        addressRanges: addressRanges ?? [],
        expiresAt,
        documents,
        requestsPerMinute,
        costPerMinute,
        hint: secret.slice(0, hintLength),
        hash: secretHash(secret),
        ...unused,
      };
      return { apiKey: await tx.save(Object.assign(new ApiKey(), row)), secret };
    });
  }

  /** Revoking twice is revoking once. @throws NOT_FOUND, UNAUTHENTICATED */
  revoke(id: string): Promise<ApiKey> {
    return this.scope.transaction(async (tx) => {
      const key = await tx.require(ApiKey, id, apiKeyPolicy.revoke);
      if (key.revokedAt !== null) return key;
      announceViewerChange(tx, { kind: 'API_KEY_REVOKED', ownerId: key.ownerId });
      return tx.save(Object.assign(key, { revokedAt: tx.clock.now() }));
    });
  }

  /** Who asks with this secret from this address; null for one that is unknown, expired, revoked or used from elsewhere. */
  async viewerOf(secret: string, address: string): Promise<ApiKeyViewer | null> {
    const key = await this.scope.db.findOneBy(ApiKey, { hash: secretHash(secret) });
    const now = this.scope.clock.now();
    if (!key?.worksFrom(address, now)) return null;
    await this.noteUse(key, now);
    const { grants, organisations } = await this.scope.get(GrantLoaders).of.load(key.ownerId);
    const claims: ViewerClaims = {
      kind: 'service',
      id: key.ownerId,
      sessionId: null,
      grants: narrowed(grants, key.scopes),
      organisations,
      scopes: key.scopes,
    };
    return { claims, terms: key.terms };
  }

  private async noteUse({ id, lastUsedAt }: ApiKey, now: Date): Promise<void> {
    const due = new Date(now.getTime() - precision);
    if (lastUsedAt !== null && lastUsedAt > due) return;
    await this.scope.db.update(
      ApiKey,
      [
        { id, lastUsedAt: IsNull() },
        { id, lastUsedAt: LessThanOrEqual(due) },
      ],
      { lastUsedAt: now },
    );
  }
}

/** What the owner may do, as far as the key goes. Not under the role's own name: a key of an administrator is no administrator. */
function narrowed(grants: readonly Grant[], scopes: readonly string[]): Grant[] {
  return grants
    .map(({ role, permissions, ...where }) => ({
      role: `key:${role}`,
      permissions: permissions.includes('*')
        ? [...scopes]
        : permissions.filter((permission) => scopes.includes(permission)),
      ...where,
    }))
    .filter(({ permissions }) => permissions.length > 0);
}
