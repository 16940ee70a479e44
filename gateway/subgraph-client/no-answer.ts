import type { GraphQLFormattedError } from 'graphql';
import { CodedError } from '../../kit/errors/errors';
import { kitErrors } from '../../kit/errors/kit-errors';
import type { Result } from '../../kit/graphql/execute';
import type { CancelSignal } from './cancel-signal';

/** Why a call brought no answer; also the outcome that metrics show. */
export type NoAnswerReason =
  /** Not connected, or cut off before the answer was whole. */
  | 'connection'
  /** 502, 503 or 504: someone in front of the subgraph, or the subgraph while it starts or stops. */
  | 'status'
  /** Not a GraphQL result. */
  | 'malformed'
  /** Not to be sent, or turned away with a 4xx: the fault is this call's. */
  | 'bad_call'
  /** Longer than a response may be. */
  | 'too_large'
  /** The time for the call was up. */
  | 'timeout'
  /** Nobody waits for the answer any more. */
  | 'cancelled'
  /** As many calls run and wait as may. */
  | 'busy'
  /** The breaker is open. */
  | 'open';

/** The result of a call that the subgraph did not answer: UNAVAILABLE for the client, the reason for whoever guards the call. */
export class NoAnswer implements Result {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(
    service: string,
    readonly reason: NoAnswerReason,
  ) {
    this.errors = [kitErrors.UNAVAILABLE({ service }).toJSON()];
  }
}

/** The reason with which a deadline aborts, as AbortSignal.timeout does. */
export const timeIsUp = new DOMException('The time for this call is up.', 'TimeoutError');

/** What a call answers whose signal is aborted. */
export function stoppedBy(service: string, { reason }: CancelSignal): NoAnswer {
  const { name } = (reason ?? {}) as { readonly name?: unknown };
  return new NoAnswer(service, name === 'TimeoutError' ? 'timeout' : 'cancelled');
}

/** What a subscription ends with when its headers cannot be had: the viewer's token may have expired. */
export function refusalOf(service: string, error: unknown): Result & { readonly errors: object } {
  return error instanceof CodedError ? { errors: [error.toJSON()] } : new NoAnswer(service, 'connection');
}
