import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config';

/** Keys derived from the one root secret, so that operators keep a single value safe. */
export class Secrets {
  private readonly derived = new Map<string, KeyObject>();

  constructor(private readonly root: string) {}

  /** A 32-byte key for one purpose (HKDF-SHA-256, RFC 5869). */
  key(purpose: string): Buffer {
    return this.keyObject(purpose).export();
  }

  /** The same, as Node's cryptography takes it at once: bytes cost it ten times as much as what it does with them. */
  keyObject(purpose: string): KeyObject {
    const known = this.derived.get(purpose);
    if (known) return known;
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', this.root, '', `lyceum/${purpose}`, 32)));
    this.derived.set(purpose, key);
    return key;
  }

  /** HMAC-SHA-256 under the purpose's key, base64url. */
  mac(purpose: string, text: string): string {
    return createHmac('sha256', this.keyObject(purpose)).update(text).digest('base64url');
  }
}

/** The configured secret, or one generated once and kept in the data folder (development only). */
export function openSecrets(config: Config): Secrets {
  if (config.LYCEUM_SECRET) return new Secrets(config.LYCEUM_SECRET);
  const file = join(config.LYCEUM_DATA, 'secret');
  if (!existsSync(file)) {
    mkdirSync(config.LYCEUM_DATA, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return new Secrets(readFileSync(file, 'utf8').trim());
}
