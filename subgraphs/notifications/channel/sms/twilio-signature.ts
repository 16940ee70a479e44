import { createHmac } from 'node:crypto';
import { isSameText } from '../../../../kit/identity/same-text';

interface Signed {
  readonly token: string;
  readonly url: string;
  readonly params: URLSearchParams;
}

/** What Twilio sends as `X-Twilio-Signature`: HMAC-SHA1 of the address and all parameters in the order of their names, base64. */
export function twilioSignature({ token, url, params }: Signed): string {
  const pairs = [...params].toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  const text = pairs.map(([name, value]) => name + value).join('');
  return createHmac('sha1', token)
    .update(url + text)
    .digest('base64');
}

export function isSignedByTwilio(given: unknown, signed: Signed): boolean {
  return typeof given === 'string' && isSameText(given, twilioSignature(signed));
}
