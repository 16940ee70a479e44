import { z } from 'zod';
import { element, textElement, type XmlNode } from './xml';

export interface ClearKey {
  /** 16 bytes, as in the manifest's `cenc:default_KID`. */
  readonly id: Buffer;
  /** 16 bytes. */
  readonly key: Buffer;
}

/** What players ask for (Encrypted Media Extensions, 9.1.3). */
const requestShape = z.object({
  kids: z.array(z.string().max(64)).min(1).max(16),
  type: z.enum(['temporary', 'persistent-license']).default('temporary'),
});

export interface ClearKeyLicense {
  readonly keys: readonly { readonly kty: 'oct'; readonly kid: string; readonly k: string }[];
  readonly type: 'temporary';
}

/** The licence (9.1.4) for a request: those of the keys that it asks for. Null where it is no request, or asks for none of them. */
export function clearKeyLicense(request: unknown, keys: readonly ClearKey[]): ClearKeyLicense | null {
  const { data } = requestShape.safeParse(request);
  const found = keys.filter(({ id }) => data?.kids.includes(id.toString('base64url')));
  if (found.length === 0) return null;
  const shown = found.map(({ id, key }) => ({
    kty: 'oct' as const,
    kid: id.toString('base64url'),
    k: key.toString('base64url'),
  }));
  return { keys: shown, type: 'temporary' };
}

/** Tells players of DASH where to ask (DASH-IF IOP, ClearKey), in the words of today and in those of older players. */
export function clearKeyElement(licenseUrl: string): XmlNode {
  const today = { 'xmlns:dashif': 'https://dashif.org/CPS' };
  const before = { 'xmlns:clearkey': 'http://dashif.org/guidelines/clearKey', Lic_type: 'EME-1.0' };
  const scheme = { schemeIdUri: 'urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e', value: 'ClearKey1.0' };
  return element('ContentProtection', scheme, [
    textElement('dashif:Laurl', licenseUrl, today),
    textElement('clearkey:Laurl', licenseUrl, before),
  ]);
}
