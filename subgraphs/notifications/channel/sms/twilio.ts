import { z } from 'zod';
import { SuppressionReason } from '../../suppression/suppressions';
import { OutcomeUnknown, TryLater, type Outcome } from '../channel';
import { waitIn } from '../retry-after';
import type { SmsSender } from './text-message';

interface Account {
  readonly sid: string;
  readonly token: string;
  /** A number, or a messaging service, which chooses one. */
  readonly from: string;
  /** Where the API is. */
  readonly url: string;
}

/** Milliseconds. */
const patience = 10_000;

const taken = z.object({ sid: z.string().min(1) });
const refused = z.object({ code: z.union([z.number(), z.string()]).transform(String) });

/** Twilio's API for messages (`POST /2010-04-01/Accounts/{Sid}/Messages.json`). */
export function twilio({ sid, token, from, url }: Account): SmsSender {
  const endpoint = new URL(`/2010-04-01/Accounts/${sid}/Messages.json`, url);
  const authorization = `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`;
  return {
    async send({ to, text, statusUrl }) {
      const body = new URLSearchParams({
        To: to,
        Body: text,
        [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
        ...(statusUrl ? { StatusCallback: statusUrl } : {}),
      });
      const signal = AbortSignal.timeout(patience);
      const init = { method: 'POST', headers: { authorization }, body, signal, redirect: 'error' } as const;
      const response = await fetch(endpoint, init).catch(unlessUnknown);
      const answer: unknown = await response.json().catch(() => null);
      return response.ok ? acceptance(answer) : refusal(response, answer);
    },
  };
}

/** Nothing was sent where nobody was reached. @throws always */
function unlessUnknown(error: unknown): never {
  const { code } = ((error as Error).cause ?? {}) as { readonly code?: string };
  throw unreached.has(code ?? '') ? error : new OutcomeUnknown({ cause: error });
}

const unreached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function acceptance(answer: unknown): Outcome {
  const read = taken.safeParse(answer);
  if (!read.success) throw new OutcomeUnknown({ cause: read.error });
  return { isSent: true, providerId: read.data.sid };
}

/** What is wrong with the number or the text is for good; what is about us, or about now, passes. @throws what passes */
function refusal({ status, headers }: Response, answer: unknown): Outcome {
  const { code } = refused.safeParse(answer).data ?? { code: String(status) };
  if (status === 429 || code === tooMany) throw new TryLater(waitIn(headers.get('retry-after')));
  if (status >= 500 || aboutUs.includes(status)) throw new Error(`Twilio answers ${status}, code ${code}.`);
  return { isSent: false, problem: code, gone: gone.get(code) ?? null };
}

/** A wrong token, an account that is closed, a path that is none. */
const aboutUs = [401, 403, 404, 408];
const tooMany = '20429';
/** STOP was written; no number; one that nobody has; one that takes no text messages. */
const gone = new Map([
  ['21610', SuppressionReason.STOP],
  ['21211', SuppressionReason.BOUNCE],
  ['21217', SuppressionReason.BOUNCE],
  ['21614', SuppressionReason.BOUNCE],
]);
