import { defineErrors } from '../../kit/errors/errors';

/** What keeps a registered document from running, or from being registered. */
export const registryErrors = defineErrors({
  DOCUMENT_REQUIRED: {
    message: 'An API key runs registered documents only.',
    remedy: 'Send `documentId` instead of `query`, or use /api; /api/openapi.json lists what there is.',
  },
  DOCUMENT_NOT_FOUND: {
    message: 'There is no registered document {document}.',
    remedy: 'Publish it with `lyceum documents publish`, or ask for one that /api/openapi.json lists.',
  },
  DOCUMENT_NOT_ALLOWED: {
    message: 'This API key may not run {document}.',
    remedy: 'Ask with a key whose list of documents names it.',
  },
  DOCUMENT_RETIRED: {
    message: 'The document {document} is retired.',
    remedy: 'Use its successor: the latest version of that name.',
  },
  METHOD_NOT_ALLOWED: {
    message: 'This is not answered by {method}.',
    remedy: 'GET is for queries; mutations go by POST, subscriptions by a socket or an event stream.',
  },
  DOCUMENT_TAKEN: {
    message: '{document} is registered already, with another text or by another owner.',
    remedy: 'A registered text never changes: publish it under its own hash, or under a name of your own.',
  },
});
