import type { Viewer } from './viewer';

/** Whether the gateway asks for itself. No API key gets there: its scopes have the shape of permissions, and it has an owner. */
export function isGateway({ claims }: Viewer): boolean {
  return claims.kind === 'service' && claims.id === null && claims.scopes.includes('gateway');
}
