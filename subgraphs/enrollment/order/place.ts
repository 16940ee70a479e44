import type { RunSeats } from '../seat/run-seats.entity';

/** Where somebody who bought a course gets in without being asked. */
export type Place<R> =
  /** In this run; without one in a course that has none. */
  | { readonly kind: 'RUN'; readonly run: R | null }
  /** The learner has to choose a run. */
  | { readonly kind: 'CHOOSE' }
  | { readonly kind: 'FULL' }
  /** Every run has ended. */
  | { readonly kind: 'OVER' };

type Run = Pick<RunSeats, 'kind' | 'available' | 'hasEnded'>;

/** The self-paced run, or the only one that is open; of several dated ones people choose, as long as a seat is free in any. */
export function placeFor<R extends Run>(offered: readonly R[], now: Date): Place<R> {
  if (offered.length === 0) return { kind: 'RUN', run: null };
  const open = offered.filter((run) => !run.hasEnded(now));
  const only = open.find((run) => run.kind === 'SELF_PACED') ?? (open.length === 1 ? open[0] : undefined);
  if (only) return { kind: 'RUN', run: only };
  if (open.length === 0) return { kind: 'OVER' };
  return open.every((run) => run.available === 0) ? { kind: 'FULL' } : { kind: 'CHOOSE' };
}
