import type { GatewayContext } from '../context';

/** That an API key ran a registered document. */
export interface DocumentRun {
  /** Id of the key. */
  readonly key: string;
  /** Id of the document. */
  readonly document: string;
  readonly hasErrors: boolean;
  /** As @cost and @listSize have it; 0 where it did not come to run, and for subscriptions. */
  readonly cost: number;
}

/** Who keeps count of it. */
export interface Uses {
  ran(run: DocumentRun): void;
}

/** Tells that an operation was answered. What is not registered, or asked without a key, is not counted. */
export function noteRun(
  uses: Uses,
  { key, document, cost }: Pick<GatewayContext, 'key' | 'document' | 'cost'>,
  hasErrors: boolean,
): void {
  if (!key || !document) return;
  uses.ran({ key: key.id, document: document.id, hasErrors, cost: cost?.actual ?? cost?.estimated ?? 0 });
}
