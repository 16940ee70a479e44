import type { ViewerClaims } from './viewer';

/** What an API key is for, beside its scopes: users says it, the gateway holds the key to it. */
export interface KeyTerms {
  readonly id: string;
  /** Names of the registered documents that it may run; null for all. */
  readonly documents: readonly string[] | null;
  /** Null: as many as the gateway allows any key. */
  readonly requestsPerMinute: number | null;
  readonly costPerMinute: number | null;
}

/** Who asks with an API key, as users tells the gateway. */
export interface ApiKeyViewer {
  readonly claims: ViewerClaims;
  readonly terms: KeyTerms;
}
