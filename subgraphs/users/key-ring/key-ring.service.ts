import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { accessLifetimeSeconds } from '../../../kit/identity/access-token';
import type { Resources, Scope } from '../../../kit/scope/scope';
import { seal, unseal } from '../../../kit/identity/sealed-box';
import { SigningKey } from './signing-key.entity';

interface CurrentKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** How long a process may sign with a key without asking whether it is still the one. */
const remembered = 60_000;
/** A retired key stays published until the last token that any process signed with it is dead, and clocks may differ. */
export const afterlife = accessLifetimeSeconds * 1_000 + remembered + 60_000;

/** The keys that sign access tokens; private ones rest sealed under the house's secret. */
export class KeyRing {
  private known: (CurrentKey & { readonly until: number }) | null = null;

  constructor(private readonly resources: Resources) {}

  /** The key to sign with; made when there is none yet. */
  async current(): Promise<CurrentKey> {
    const now = this.resources.clock.now().getTime();
    if (this.known && this.known.until > now) return this.known;
    const key = (await this.inUse(this.resources.database.manager)) ?? (await this.makeFirst());
    this.known = { ...this.opened(key), until: now + remembered };
    return this.known;
  }

  /** A JSON Web Key Set (RFC 7517): the key in use, and retired ones whose tokens may still live. */
  async published(): Promise<{ keys: Record<string, string>[] }> {
    await this.current();
    const aliveAfter = new Date(this.resources.clock.now().getTime() - afterlife);
    const keys = await this.resources.database.manager.find(SigningKey, {
      where: [{ retiredAt: IsNull() }, { retiredAt: MoreThan(aliveAfter) }],
      order: { createdAt: 'DESC' },
    });
    return { keys: keys.map(({ id, publicKey }) => ({ ...publicKey, kid: id, alg: 'EdDSA', use: 'sig' })) };
  }

  /** Puts a new key in use. Tokens of the old one stay good until they expire. Returns the new key's id. */
  async rotate(): Promise<string> {
    const key = await this.locked(async (manager) => {
      await manager.update(
        SigningKey,
        { retiredAt: IsNull() },
        { retiredAt: this.resources.clock.now(), sealedPrivateKey: null },
      );
      return this.make(manager);
    });
    this.known = null;
    return key.id;
  }

  private makeFirst(): Promise<SigningKey> {
    return this.locked(async (manager) => (await this.inUse(manager)) ?? this.make(manager));
  }

  private inUse(manager: EntityManager): Promise<SigningKey | null> {
    return manager.findOneBy(SigningKey, { retiredAt: IsNull() });
  }

  private async make(manager: EntityManager): Promise<SigningKey> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const id = this.resources.ids.next();
    const content = privateKey.export({ type: 'pkcs8', format: 'der' });
    const key = Object.assign(new SigningKey(), {
      id,
      publicKey: publicKey.export({ format: 'jwk' }) as Record<string, string>,
      sealedPrivateKey: seal(this.sealingKey(), id, content),
      createdAt: this.resources.clock.now(),
      retiredAt: null,
    });
    await manager.insert(SigningKey, key);
    return key;
  }

  private opened({ id, sealedPrivateKey }: SigningKey): CurrentKey {
    if (!sealedPrivateKey) throw new Error(`Signing key ${id} is retired.`);
    const content = unseal(this.sealingKey(), id, sealedPrivateKey);
    return { kid: id, privateKey: createPrivateKey({ key: content, type: 'pkcs8', format: 'der' }) };
  }

  private sealingKey(): Buffer {
    return this.resources.secrets.key('signing-keys');
  }

  private locked<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.resources.database.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('signing_key'))`);
      return work(manager);
    });
  }
}

/** For `lyceum keys rotate`. */
export function rotateSigningKeys(scope: Scope): Promise<string> {
  return scope.shared(KeyRing).rotate();
}
