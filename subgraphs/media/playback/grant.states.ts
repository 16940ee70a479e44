import { registerEnumType } from 'type-graphql';

/** Where a playback grant stands. */
export enum GrantState {
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
  ENDED = 'ENDED',
}

registerEnumType(GrantState, {
  name: 'PlaybackState',
  description: 'Where a playback stands.',
  valuesConfig: {
    ACTIVE: { description: 'Its URLs answer.' },
    EXPIRED: { description: 'It was not renewed in time; `renewPlayback` makes its URLs answer again.' },
    ENDED: { description: 'It is over for good.' },
  },
});

/** From → to. What has expired may go on after a pause, if the viewer still may; what has ended never does. */
export const transitions: Readonly<Record<GrantState, readonly GrantState[]>> = {
  ACTIVE: [GrantState.ACTIVE, GrantState.EXPIRED, GrantState.ENDED],
  EXPIRED: [GrantState.ACTIVE, GrantState.ENDED],
  ENDED: [],
};

export function mayBecome(from: GrantState, to: GrantState): boolean {
  return transitions[from].includes(to);
}

/** Why a playback is over. */
export enum PlaybackEndReason {
  STOPPED = 'STOPPED',
  SIGNED_OUT = 'SIGNED_OUT',
  NO_ACCESS = 'NO_ACCESS',
}

registerEnumType(PlaybackEndReason, {
  name: 'PlaybackEndReason',
  description: 'Why a playback is over.',
  valuesConfig: {
    STOPPED: { description: 'Who watched ended it, here or elsewhere.' },
    SIGNED_OUT: { description: 'The session in which it was started has ended.' },
    NO_ACCESS: { description: 'The viewer may not play this any more, or it is gone.' },
  },
});
