import { mediaErrors } from '../media.errors';
import type { PlaybackGrant } from './grant.document';
import { GrantState } from './grant.states';

/** @throws PLAYBACK_ENDED, PLAYBACK_EXPIRED */
export function demandActive(grant: PlaybackGrant, now: Date): void {
  const state = grant.stateAt(now);
  if (state === GrantState.ENDED) throw mediaErrors.PLAYBACK_ENDED();
  if (state === GrantState.EXPIRED) throw mediaErrors.PLAYBACK_EXPIRED();
}
