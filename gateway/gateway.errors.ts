import { defineErrors } from '../kit/errors/errors';

/** Refusals of the gateway itself. */
export const gatewayErrors = defineErrors({
  INVALID_TOKEN: {
    message: 'The access token is not valid, or no longer.',
    remedy: 'Refresh the session, or log in; send the request without a token where none is needed.',
  },
  INVALID_API_KEY: {
    message: 'The API key is not valid here.',
    remedy: 'Check that the key is not revoked or expired and that this address may use it.',
  },
  ADDRESS_REFUSED: {
    message: 'Requests from this address are not answered.',
    remedy: 'Ask from another network, or ask whoever runs the gateway to let this address in.',
  },
  OPERATION_TOO_LARGE: {
    message: 'The operation exceeds the limit of {allowed} for {limit}.',
    remedy: 'Ask for less at once: split the operation.',
  },
  COST_LIMIT_EXCEEDED: {
    message: 'The operation is expected to cost {estimated}; {allowed} are allowed.',
    remedy: 'Ask for fewer items per list, with `first` or `last`, or for less in each; split the operation.',
  },
  SLICING_ARGUMENT_REQUIRED: {
    message: '{field} needs exactly one of: {arguments}.',
    remedy: 'Say how many items are wanted: without it nobody can tell what the operation costs.',
  },
  OPERATION_NOT_PLANNED: {
    message: 'There is no way to answer this operation.',
    remedy: 'Report it with the operation: the schema promises what no subgraph delivers.',
  },
  PLANNING_TIMEOUT: {
    message: 'The operation takes too long to plan.',
    remedy: 'Ask for less at once: fewer fragments on interfaces and unions, and less depth.',
  },
  FORBIDDEN_FIELD: {
    message: 'You may not see {field}.',
    remedy: 'Ask with a scope or a role that grants it; the rest of the response is valid.',
  },
  REQUEST_TOO_LARGE: {
    message: 'The request is too large.',
    remedy: 'Files are not sent through GraphQL; split large batches.',
  },
  REQUEST_TIMEOUT: {
    message: 'The request did not arrive in time.',
    remedy: 'Send the request, headers and body, without a pause.',
  },
  TIMEOUT: {
    message: 'The operation was not done within {seconds} seconds.',
    remedy:
      'What is in the response is valid; ask for less at once for the rest. A mutation may have been carried out.',
  },
  BAD_REQUEST: { message: 'The request cannot be read.', remedy: 'Send JSON with a `query` to POST /graphql.' },
});
