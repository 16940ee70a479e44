import { defineErrors } from '../../kit/errors/errors';

/** What ends a stream, or does not let it begin, besides the refusals of HTTP. */
export const subscriptionErrors = defineErrors({
  TOKEN_EXPIRED: {
    message: 'The access token has expired.',
    remedy: 'Refresh the session, send the new token in a `ping` of the same socket, and subscribe again.',
  },
  VIEWER_CHANGED: {
    message: 'What you may do has changed since your access token was issued.',
    remedy: 'Refresh the session, send the new token in a `ping` of the same socket, and subscribe again.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    message: 'More than {allowed} at once are too many for one {limit}.',
    remedy: 'End what is no longer needed; subscribe to less at once.',
  },
  TOO_SLOW: {
    message: 'Events came faster than this client reads them.',
    remedy: 'Subscribe again, and read what happened in the meantime by a query.',
  },
  SCHEMA_CHANGED: {
    message: 'The graph has changed under this subscription.',
    remedy: 'Subscribe again.',
  },
});
