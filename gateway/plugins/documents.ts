import { HeaderMap, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import { Kind, type DocumentNode } from 'graphql';
import type { GatewayContext } from '../context';
import { gatewayErrors } from '../gateway.errors';
import type { ReadDocument, RefusedDocument } from '../limits/documents/document-reader';
import type { DocumentReaders } from '../limits/documents/document-readers';
import { shownErrors } from '../subscriptions/shown-errors';

const nothing: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/**
 * Reads documents in place of Apollo Server, which would validate them however large they are: it parses and validates
 * only where no document is there yet. Then only what can run comes to the engine: one operation that the request
 * names, and that HTTP can answer.
 */
export function documentsPlugin(readers: DocumentReaders): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart() {
      let read: ReadDocument | RefusedDocument | undefined;
      return Promise.resolve({
        didResolveSource(context) {
          read = readers.of(context.schema).read(context.source);
          const { document = nothing } = 'errors' in read ? {} : read;
          (context as GraphQLRequestContext<GatewayContext> & { document: DocumentNode }).document = document;
          return Promise.resolve();
        },
        didResolveOperation({ operation }) {
          const isRunnable = operation?.operation === 'query' || operation?.operation === 'mutation';
          const isRefused = read && 'errors' in read;
          if (!isRunnable && !isRefused) return Promise.reject(gatewayErrors.BAD_REQUEST({ http: { status: 400 } }));
          return Promise.resolve();
        },
        responseForOperation({ contextValue }) {
          if (!read || !('errors' in read)) return Promise.resolve(null);
          const errors = shownErrors(read.errors, contextValue.requestId);
          return Promise.resolve({
            http: { status: 400, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { errors } },
          });
        },
      });
    },
  };
}
