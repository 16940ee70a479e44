import { Viewer } from '../../../../kit/identity/viewer';

/** Those who ask in the conformance world. */
export const viewers = {
  system: Viewer.system,
  anonymous: Viewer.anonymous,
  person: person('nobody in particular', [], []),
  accountant: person('accountant', ['salary:read'], []),
  diarist: person('diarist', [], ['diarist']),
} as const;

export type ViewerName = keyof typeof viewers;

/** Who sees what is not for everybody: what the security directives of the world say, said again. */
const readers: Readonly<Record<string, readonly ViewerName[]>> = {
  'User.nickname': ['system', 'person', 'accountant', 'diarist'],
  'Folder.ledger': ['system', 'person', 'accountant', 'diarist'],
  'User.salary': ['system', 'accountant'],
  'User.diary': ['system', 'diarist'],
};

export function maySee(viewer: ViewerName, coordinate: string): boolean {
  return readers[coordinate]?.includes(viewer) ?? true;
}

function person(id: string, scopes: readonly string[], permissions: readonly string[]): Viewer {
  const grants = [{ role: 'some', permissions, organisationId: null, resource: null }];
  return new Viewer({ kind: 'person', id, sessionId: null, grants, organisations: [], scopes });
}
