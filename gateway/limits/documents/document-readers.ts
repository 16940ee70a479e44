import type { GraphQLSchema } from 'graphql';
import { DocumentReader, type ReaderOptions } from './document-reader';

/** One reader for each schema, so that all protocols remember the same documents, and forget them with the schema. */
export class DocumentReaders {
  private readonly readers = new WeakMap<GraphQLSchema, DocumentReader>();

  constructor(private readonly options: ReaderOptions) {}

  of(schema: GraphQLSchema): DocumentReader {
    const known = this.readers.get(schema);
    if (known) return known;
    const reader = new DocumentReader(schema, this.options);
    this.readers.set(schema, reader);
    return reader;
  }
}
