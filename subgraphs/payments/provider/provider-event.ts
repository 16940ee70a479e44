import StripeSdk from 'stripe';
import { z } from 'zod';

/** What the provider tells: that something happened to an object. What it is now is read from the provider itself. */
export interface ProviderEvent {
  readonly id: string;
  /** `payment_intent.succeeded`, … */
  readonly type: string;
  /** `payment_intent`, `refund`, … */
  readonly object: string;
  /** Empty where the provider speaks of what is not there yet, such as an invoice that is to come. */
  readonly objectId: string;
}

/** Seconds by which a signature may be older, or of the future: clocks differ. */
const tolerance = 300;

const shape = z.object({
  id: z.string().regex(/^evt_\w{1,200}$/),
  type: z.string().max(200),
  data: z.object({ object: z.object({ object: z.string().max(100), id: z.string().max(255).default('') }) }),
});

interface Signed {
  /** The bytes as they came: the signature is over these. */
  readonly body: Buffer;
  readonly signature: string | undefined;
  /** Of the endpoints, one of which it is for. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

/** The event, if the provider signed it a short while ago; else null. */
export function readProviderEvent({ secrets, ...signed }: Signed): ProviderEvent | null {
  for (const secret of secrets) {
    const event = readSigned(signed, secret);
    if (event) return event;
  }
  return null;
}

function readSigned({ body, signature, now }: Omit<Signed, 'secrets'>, secret: string): ProviderEvent | null {
  if (!signature || isOfTheFuture(signature, now)) return null;
  try {
    const told: unknown = StripeSdk.webhooks.constructEvent(
      body,
      signature,
      secret,
      tolerance,
      undefined,
      now.getTime(),
    );
    const { success, data: event } = shape.safeParse(told);
    if (!success) return null;
    const { object, id: objectId } = event.data.object;
    return { id: event.id, type: event.type, object, objectId };
  } catch {
    return null;
  }
}

/** The SDK looks at the age only, which of the future is negative. */
function isOfTheFuture(signature: string, now: Date): boolean {
  const times = [...signature.matchAll(/(?:^|,)\s*t=(\d+)/g)].map(([, seconds]) => Number(seconds));
  return times.some((seconds) => seconds > now.getTime() / 1000 + tolerance);
}
