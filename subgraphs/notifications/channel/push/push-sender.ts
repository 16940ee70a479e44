import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { generateRequestDetails } from 'web-push';
import type { Config } from '../../../../kit/config/config';
import { publicLookup } from '../../../../kit/network/public-addresses';
import type { Scope } from '../../../../kit/scope/scope';
import { isUsableEndpoint, type PushSubscription } from '../../device/push-subscription';
import { pushKeys } from './push-keys';
import type { PushMessage } from './push-message';

/** What a push service answers. */
export interface PushAnswer {
  readonly status: number;
  /** Its `Retry-After`, where it says one. */
  readonly retryAfter: string | undefined;
}

/** @throws Error where there was no answer */
export type PushSender = (subscription: PushSubscription, message: PushMessage) => Promise<PushAnswer>;

/** Milliseconds. */
const patience = 10_000;

/** Whether push messages are sent, or caught, at all. */
export const isPushed = ({ NODE_ENV, PUSH_CONTACT }: Config): boolean =>
  PUSH_CONTACT !== undefined || NODE_ENV !== 'production';

/** By whom push messages go: push services where the settings say whom they write to about us, else nobody: they are kept to be read. */
export function pushSender(scope: Scope): PushSender {
  const { PUSH_CONTACT: subject } = scope.config;
  return subject ? (subscription, message) => post(scope, subject, subscription, message) : catcher(scope);
}

const catcher =
  ({ caught, clock }: Scope): PushSender =>
  ({ endpoint }, { payload }) => {
    const { title, body, url } = JSON.parse(payload) as { title: string; body: string; url: string };
    const text = `${body}\n${url}`;
    caught.put({ channel: 'PUSH', to: new URL(endpoint).host, title, text }, clock.now());
    return Promise.resolve({ status: 201, retryAfter: undefined });
  };

/** Encrypted for the device (RFC 8291), signed by us (RFC 8292); no redirect is followed. */
async function post(
  { config, secrets }: Scope,
  subject: string,
  { endpoint, p256dh, auth }: PushSubscription,
  { payload, ttl, urgency, topic }: PushMessage,
): Promise<PushAnswer> {
  // Settings may have become stricter since it was registered.
  if (!isUsableEndpoint(endpoint, config)) return { status: 410, retryAfter: undefined };
  const { headers, body } = generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
    vapidDetails: { subject, ...pushKeys(secrets) },
    TTL: ttl,
    urgency,
    topic,
    contentEncoding: 'aes128gcm',
  });
  const url = new URL(endpoint);
  const request: typeof requestPlain = url.protocol === 'https:' ? requestSecure : requestPlain;
  const options = { method: 'POST', headers, signal: AbortSignal.timeout(patience), lookup: publicLookup };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const { statusCode: status = 0 } = response;
      resolve({ status, retryAfter: response.headers['retry-after'] });
      // What else it says is not read.
      response.destroy();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
