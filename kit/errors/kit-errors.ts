import { defineErrors } from './errors';

/** Refusals that any subgraph, or the gateway, may give. */
export const kitErrors = defineErrors({
  UNAUTHENTICATED: {
    message: 'Log in to do this.',
    remedy: 'Send a valid access token; refresh it when it has expired.',
  },
  NOT_FOUND: {
    message: 'There is no such {thing}, or you may not do this with it.',
    remedy: 'Check the id. What the viewer may not see or change answers the same way as what does not exist.',
  },
  CONFLICT: {
    message: 'Someone changed this in the meantime.',
    remedy: 'Read the object again, merge, and send `expectedVersion` with the version in `extensions.currentVersion`.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    message: 'This idempotency key was used for another request.',
    remedy: 'Make a new key for each new request; repeat a key only with the same input.',
  },
  BAD_INPUT: {
    message: 'The input cannot be used.',
    remedy: '`extensions.fields` maps each input path to what is wrong with it.',
  },
  BAD_CURSOR: {
    message: 'This cursor does not belong to this list.',
    remedy: 'Start again without a cursor; cursors are opaque and belong to one list and order.',
  },
  RATE_LIMITED: {
    message: 'Too many attempts. Try again in {retryAfter} seconds.',
    remedy: 'Wait `extensions.retryAfter` seconds.',
  },
  UNAVAILABLE: {
    message: 'This part of the service is not reachable right now.',
    remedy: 'Try again; the rest of the response is valid.',
  },
  UNSIGNED_CALL: { message: 'Subgraphs answer the gateway only.', remedy: 'Call the gateway.' },
  INTERNAL_ERROR: {
    message: 'Something went wrong on our side.',
    remedy: 'Quote `extensions.requestId` when you report it.',
  },
});
