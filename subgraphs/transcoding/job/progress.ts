/** A part of the work: of audio alone, `done` and `total` are seconds instead of frames. */
export interface Piece {
  readonly kind: 'PROBE' | 'ENCODE' | 'PACKAGE';
  readonly done: number;
  readonly total: number;
}

/** What of 100 encoding is worth; packaging is the rest. */
const encodingShare = 95;

/** 0 to 100 from encoded frames: all tasks of a job are there, sound beside pictures counts for nothing. */
export function percentOf(pieces: readonly Piece[]): number {
  const encoding = pieces.filter(({ kind, total }) => kind === 'ENCODE' && total > 0);
  const total = encoding.reduce((sum, piece) => sum + piece.total, 0);
  if (total === 0) return 0;
  const done = encoding.reduce((sum, piece) => sum + Math.min(piece.done, piece.total), 0);
  const packaging = pieces.find(({ kind }) => kind === 'PACKAGE');
  const packaged = packaging && packaging.total > 0 ? Math.min(1, packaging.done / packaging.total) : 0;
  return (encodingShare * done) / total + (100 - encodingShare) * packaged;
}

interface Pace {
  readonly percent: number;
  /** When encoding began. */
  readonly since: Date | null;
  readonly now: Date;
}

/** Below this the pace of the first frames says nothing. */
const tooEarly = 2;

/** When the work is done if it goes on as it did; null while nobody can tell. */
export function estimatedEnd({ percent, since, now }: Pace): Date | null {
  if (since === null || percent < tooEarly || percent >= 100) return null;
  const elapsed = now.getTime() - since.getTime();
  return new Date(now.getTime() + (elapsed * (100 - percent)) / percent);
}
