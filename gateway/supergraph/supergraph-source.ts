import { PlainError } from '../../kit/errors/plain-error';

/** Where the supergraph comes from, and how a new one is heard of. */
export interface SupergraphSource {
  /** The supergraph's SDL as it is now. @throws SupergraphError when there is none. */
  current(): Promise<string>;
  /** Tells of each other SDL from now on, whether it can be used or not; called once, after `current`. */
  watch(onChange: (supergraphSdl: string) => void): void;
  close(): void;
}

/** There is no supergraph to start with. The message says where it was looked for and what was wrong. */
export class SupergraphError extends PlainError {
  override readonly name = 'SupergraphError';
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
