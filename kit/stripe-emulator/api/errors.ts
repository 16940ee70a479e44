type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

interface Details {
  readonly type?: ErrorType;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly [extra: string]: unknown;
}

/** A refusal in Stripe's envelope: `{ error: { type, code, message, param, … } }`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly details: Details & { readonly type: ErrorType };

  constructor(
    readonly status: number,
    message: string,
    details: Details = {},
  ) {
    super(message);
    this.details = { type: 'invalid_request_error', ...details };
  }

  envelope(requestId: string): object {
    const { code } = this.details;
    const doc = code ? { doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}` } : {};
    return {
      error: {
        message: this.message,
        ...doc,
        ...this.details,
        request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
      },
    };
  }
}

/** A request that cannot be carried out as it is. */
export function invalidRequest(message: string, details: Details = {}): ApiError {
  return new ApiError(400, message, details);
}

/** @param name what was looked for, as its `object` says */
export function resourceMissing(name: string, id: string, param = 'id'): ApiError {
  const shown = name === 'payment_method' ? 'PaymentMethod' : name;
  return new ApiError(param === 'id' ? 404 : 400, `No such ${shown}: '${id}'`, { code: 'resource_missing', param });
}
