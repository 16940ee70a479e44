import { Viewer, type Grant } from '../identity/viewer';

interface PersonOptions {
  readonly organisations?: readonly string[];
  readonly grants?: readonly Grant[];
}

/** Someone who has logged in. */
export function person(id: string, { organisations = [], grants = [] }: PersonOptions = {}): Viewer {
  return new Viewer({ kind: 'person', id, sessionId: null, grants, organisations, scopes: [] });
}

export function administrator(id: string): Viewer {
  return person(id, { grants: [grant('admin', ['*'])] });
}

/** A role's permissions, by default on the marketplace's own rows. */
export function grant(
  role: string,
  permissions: readonly string[],
  where: Partial<Pick<Grant, 'organisationId' | 'resource'>> = {},
): Grant {
  return { role, permissions, organisationId: where.organisationId ?? null, resource: where.resource ?? null };
}
