import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { maskFormatted } from '../plugins/masking';

/** What a client may read of errors, as over HTTP; an INTERNAL_ERROR carries the request id of its log lines. */
export function shownErrors(errors: readonly GraphQLError[], requestId: string): GraphQLFormattedError[] {
  return errors.map((error) => {
    const shown = maskFormatted(error.toJSON(), error);
    const isOurs = shown.extensions?.['code'] === 'INTERNAL_ERROR';
    return isOurs ? { ...shown, extensions: { ...shown.extensions, requestId } } : shown;
  });
}
