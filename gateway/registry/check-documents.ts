import { getOperationAST } from 'graphql';
import { CodedError } from '../../kit/errors/errors';
import { Estimates, type EstimateOptions } from '../limits/cost/estimates';
import type { DocumentReader } from '../limits/documents/document-reader';
import type { GraphQLSchema } from 'graphql';

export interface CheckOptions extends EstimateOptions {
  readonly schema: GraphQLSchema;
  readonly reader: DocumentReader;
  /** The most that an operation may be expected to cost. */
  readonly allowed: number;
}

export interface Checked {
  /** What keeps it from running; empty when it runs. */
  readonly problems: readonly string[];
  /** Expected cost of the operation as it stands, with its own defaults; null where only its variables tell. */
  readonly cost: number | null;
}

/** Whether one supergraph can run documents, and what they are expected to cost. */
export class DocumentChecker {
  private readonly estimates: Estimates;

  constructor(private readonly options: CheckOptions) {
    this.estimates = new Estimates(options.schema, options);
  }

  check({ name, body }: { readonly name: string; readonly body: string }): Checked {
    const read = this.options.reader.read(body);
    if ('errors' in read) return { problems: read.errors.map(({ message }) => message), cost: null };
    const operation = getOperationAST(read.document, name);
    if (!operation) return { problems: [`It has no operation ${name}.`], cost: null };
    try {
      const request = { ...read, documentHash: read.hash, operation, operationName: name, variables: {} };
      const { estimated } = this.estimates.of(request);
      const isTooMuch = estimated > this.options.allowed;
      const problem = `It is expected to cost ${estimated}; ${this.options.allowed} are allowed.`;
      return { problems: isTooMuch ? [problem] : [], cost: estimated };
    } catch (error) {
      if (error instanceof CodedError && error.code === 'SLICING_ARGUMENT_REQUIRED')
        return { problems: [], cost: null };
      if (error instanceof CodedError) return { problems: [error.message], cost: null };
      throw error;
    }
  }
}
