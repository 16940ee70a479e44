import { createDecipheriv, createECDH, createHmac, randomBytes } from 'node:crypto';

const hmac = (key: Buffer, ...parts: (Buffer | string)[]): Buffer => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};

/** A browser that has subscribed to push messages: it reads what was encrypted for it, and nothing else. */
export class Browser {
  private readonly pair = createECDH('prime256v1');
  private readonly auth = randomBytes(16);

  constructor(readonly endpoint: string) {
    this.pair.generateKeys();
  }

  /** What `PushSubscription.toJSON()` gives. */
  get subscription() {
    const keys = { p256dh: this.pair.getPublicKey('base64url'), auth: this.auth.toString('base64url') };
    return { endpoint: this.endpoint, keys };
  }

  /** Opens one record of `aes128gcm` (RFC 8188) whose key was agreed as RFC 8291 says. @throws where it is for somebody else */
  open(body: Buffer): unknown {
    const [salt, idLength] = [body.subarray(0, 16), body[20]!];
    const [sender, sealed] = [body.subarray(21, 21 + idLength), body.subarray(21 + idLength)];
    const shared = this.pair.computeSecret(sender);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.pair.getPublicKey(), sender, Buffer.from([1])]);
    const input = hmac(hmac(this.auth, shared), info);
    const derived = hmac(salt, input);
    const key = hmac(derived, 'Content-Encoding: aes128gcm\0\u0001').subarray(0, 16);
    const nonce = hmac(derived, 'Content-Encoding: nonce\0\u0001').subarray(0, 12);
    const opener = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([opener.update(sealed.subarray(0, -16)), opener.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8'));
  }
}
