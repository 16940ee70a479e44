import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

export interface ReadyDocument {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

const remembered = 1_000;

/** Parses and validates each document once; keeps the ones used last. */
export class Documents {
  private readonly known = new Map<string, ReadyDocument>();

  constructor(private readonly schema: GraphQLSchema) {}

  read(text: string): ReadyDocument {
    const ready = this.known.get(text) ?? this.prepare(text);
    this.known.delete(text);
    this.known.set(text, ready);
    const oldest = this.known.keys().next().value;
    if (this.known.size > remembered && oldest !== undefined) this.known.delete(oldest);
    return ready;
  }

  private prepare(text: string): ReadyDocument {
    try {
      const document = parse(text);
      return { document, errors: validate(this.schema, document) };
    } catch (error) {
      if (error instanceof GraphQLError)
        return { document: { kind: 'Document', definitions: [] } as unknown as DocumentNode, errors: [error] };
      throw error;
    }
  }
}
