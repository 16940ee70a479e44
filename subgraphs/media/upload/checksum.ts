/** Algorithms of the checksum extension of tus 1.0. */
export const algorithms = ['sha1', 'sha256', 'md5'] as const;

export interface Checksum {
  readonly algorithm: (typeof algorithms)[number];
  /** Base64. */
  readonly digest: string;
}

/** Reads an Upload-Checksum header; null where it is none that we take. */
export function readChecksum(header: string): Checksum | null {
  const [name, digest, ...rest] = header.trim().split(' ');
  const algorithm = algorithms.find((known) => known === name?.toLowerCase());
  const isWhole = rest.length === 0 && digest !== undefined && /^[A-Za-z0-9+/]+={0,2}$/.test(digest);
  return algorithm && isWhole ? { algorithm, digest } : null;
}

/** How the library is told of a status. */
export const checksumMismatch = { status_code: 460, body: 'Checksum Mismatch\n' };
