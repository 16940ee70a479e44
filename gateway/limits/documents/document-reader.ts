import { createHash } from 'node:crypto';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { DocumentMetrics } from '../../metrics/document-metrics';
import { checkSize } from './check-size';
import type { DocumentLimits } from './document-limits';
import { tooLarge, withCode } from './refusals';

/** A document that may run. */
export interface ReadDocument {
  readonly document: DocumentNode;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
}

export interface RefusedDocument {
  /** Coded. */
  readonly errors: readonly GraphQLError[];
}

export interface ReaderOptions {
  readonly limits: DocumentLimits;
  readonly hasIntrospection: boolean;
  readonly metrics: DocumentMetrics;
}

/** Characters of documents that are remembered; their trees take some fifty times as much. */
const rememberedCharacters = 1_000_000;
/** What a token, with the white space and the comments around it, may come to. */
const charactersPerToken = 20;
/** Errors that one answer lists: each takes longer to write than many to find. */
const maxErrors = 10;

/** Reads the documents that clients send, each once, whatever the protocol: parsed, then measured, then validated. */
export class DocumentReader {
  private readonly known = new LRUCache<string, ReadDocument>({
    maxSize: rememberedCharacters,
    sizeCalculation: (_, source) => source.length + 1,
  });
  private readonly rules;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly options: ReaderOptions,
  ) {
    this.rules = options.hasIntrospection ? specifiedRules : [NoSchemaIntrospectionCustomRule, ...specifiedRules];
  }

  /** Never throws: what is wrong is in `errors`. */
  read(source: string): ReadDocument | RefusedDocument {
    const known = this.known.get(source);
    if (known) {
      this.options.metrics.read('known');
      return known;
    }
    const measured = this.measured(source);
    if ('errors' in measured) {
      this.options.metrics.read('refused');
      return measured;
    }
    const errors = this.problems(measured, source);
    this.options.metrics.read(errors.length > 0 ? 'invalid' : 'valid');
    if (errors.length > 0) return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
    const read = { document: measured, hash: createHash('sha256').update(source).digest('hex') };
    this.known.set(source, read);
    return read;
  }

  private measured(source: string): DocumentNode | RefusedDocument {
    const { limits } = this.options;
    const characters = limits.tokens * charactersPerToken;
    if (source.length > characters) return { errors: [tooLarge('characters', characters, source.length)] };
    try {
      // Without locations it takes half the time, and what is remembered half the room.
      const document = parse(source, { maxTokens: limits.tokens, noLocation: true });
      checkSize(document, limits);
      return document;
    } catch (error) {
      return { errors: [refusalOf(error)] };
    }
  }

  /** Who writes operations is told where and what else might be meant; others learn nothing of the graph from errors. */
  private problems(document: DocumentNode, source: string): readonly GraphQLError[] {
    if (!this.options.hasIntrospection) {
      return validate(this.schema, document, this.rules, { maxErrors, hideSuggestions: true });
    }
    const isValid = validate(this.schema, document, this.rules, { maxErrors: 1, hideSuggestions: true }).length === 0;
    return isValid ? [] : validate(this.schema, parse(source), this.rules, { maxErrors });
  }
}

function refusalOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
  // The parser is recursive: what nests deeper than the stack is high ends in a RangeError.
  if (error instanceof RangeError) return tooLarge('depth', 'what can be parsed');
  throw error;
}
