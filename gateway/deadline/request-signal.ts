import type { ServerResponse } from 'node:http';
import { systemTimers, type Timers } from '../../kit/scope/timers';
import { gatewayErrors } from '../gateway.errors';

/** Why a request is over that nobody waits for any more. */
export const clientGone = new DOMException('The client has gone.', 'AbortError');

/**
 * Aborts when nobody waits for the response any more: because the client has gone, or with TIMEOUT when the time is up.
 * Fastify's `request.signal` will not do: it aborts as soon as the request's body has been read to its end.
 */
export function requestSignal(
  response: ServerResponse,
  milliseconds: number,
  timers: Timers = systemTimers,
): AbortSignal {
  const controller = new AbortController();
  // Node keeps timers of one length in one list: a timer for each request costs a quarter of a microsecond.
  const callOff = timers.after(milliseconds, () =>
    controller.abort(gatewayErrors.TIMEOUT({ seconds: milliseconds / 1_000 })),
  );
  const close = (): void => {
    callOff();
    if (!response.writableFinished) controller.abort(clientGone);
  };
  if (response.closed) close();
  else response.once('close', close);
  return controller.signal;
}
