import type { Secrets } from '../config/secrets';
import { isSameText } from '../identity/same-text';
import type { Clock } from '../scope/clock';
import { checkedHeader } from './object-headers';
import { ObjectKeyError, segmentsOf } from './object-key';
import type { SignedUrlOptions } from './object-store';

/** Seconds; S3 signs for no longer. */
const longest = 7 * 24 * 60 * 60;

export interface SignedUrlsOptions {
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Where clients reach the gateway. */
  readonly publicUrl: string;
}

/** What a signed URL says beside its path. */
export interface SignedQuery {
  readonly expires?: unknown;
  readonly disposition?: unknown;
  readonly signature?: unknown;
}

/** What a signature that holds allows. */
export interface SignedGrant {
  readonly disposition: string | undefined;
}

/**
 * URLs that carry their own permission: `<gateway>/<subgraph>/objects/<rest of the key>?expires&disposition&signature`.
 * The first segment of a key is the subgraph that serves it.
 */
export class SignedUrls {
  constructor(private readonly options: SignedUrlsOptions) {}

  /** @throws ObjectKeyError */
  sign(key: string, { expiresIn, disposition }: SignedUrlOptions): string {
    const [subgraph, ...rest] = segmentsOf(key);
    if (rest.length === 0) throw new ObjectKeyError(`No subgraph serves ${key}.`);
    const expires = Math.floor(this.now()) + checkedExpiry(expiresIn);
    const query = new URLSearchParams({ expires: String(expires) });
    if (disposition !== undefined) query.set('disposition', checkedHeader(disposition));
    query.set('signature', this.signatureOf(key, expires, disposition));
    const { publicUrl } = this.options;
    return `${publicUrl.replace(/\/+$/, '')}/${subgraph}/objects/${rest.join('/')}?${query.toString()}`;
  }

  /** What the query of a URL allows for this key; null where it is not ours, not of this key, or over. */
  verify(key: string, { expires, disposition, signature }: SignedQuery): SignedGrant | null {
    if (typeof expires !== 'string' || !/^\d{1,12}$/.test(expires) || typeof signature !== 'string') return null;
    if (disposition !== undefined && typeof disposition !== 'string') return null;
    const isOurs = isSameText(signature, this.signatureOf(key, Number(expires), disposition));
    return isOurs && this.now() < Number(expires) ? { disposition } : null;
  }

  private signatureOf(key: string, expires: number, disposition: string | undefined): string {
    return this.options.secrets.mac('objects', JSON.stringify([key, expires, disposition ?? null]));
  }

  private now(): number {
    return this.options.clock.now().getTime() / 1000;
  }
}

/** Whole seconds. @throws ObjectKeyError */
export function checkedExpiry(expiresIn: number): number {
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > longest)
    throw new ObjectKeyError(`A URL is signed for 1 to ${longest} seconds, not ${expiresIn}.`);
  return expiresIn;
}
