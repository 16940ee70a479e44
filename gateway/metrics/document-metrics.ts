import { Counter, type Registry } from 'prom-client';

/** `known`: read before. `refused`: malformed or too large, and not validated. `invalid`: not valid in the schema. */
export type DocumentResult = 'known' | 'valid' | 'refused' | 'invalid';

export interface DocumentMetrics {
  read(result: DocumentResult): void;
}

export function documentMetrics(registry: Registry): DocumentMetrics {
  const documents = new Counter({
    name: 'lyceum_gateway_documents_total',
    help: 'Documents that clients sent: known from before, valid, refused before validation, invalid.',
    labelNames: ['result'] as const,
    registers: [registry],
  });
  return { read: (result) => documents.labels(result).inc() };
}
