export enum TranscodeJobState {
  QUEUED = 'QUEUED',
  PROBING = 'PROBING',
  ENCODING = 'ENCODING',
  PACKAGING = 'PACKAGING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

export type Ending = 'DONE' | 'FAILED' | 'CANCELLED';

const { QUEUED, PROBING, ENCODING, PACKAGING, DONE, FAILED, CANCELLED } = TranscodeJobState;

/** From → to. What failed or was cancelled may begin again; what is done stays. */
export const transitions: Readonly<Record<TranscodeJobState, readonly TranscodeJobState[]>> = {
  QUEUED: [PROBING, CANCELLED],
  PROBING: [ENCODING, FAILED, CANCELLED],
  ENCODING: [PACKAGING, FAILED, CANCELLED],
  PACKAGING: [DONE, FAILED, CANCELLED],
  DONE: [],
  FAILED: [QUEUED],
  CANCELLED: [QUEUED],
};

export function mayBecome(from: TranscodeJobState, to: TranscodeJobState): boolean {
  return transitions[from].includes(to);
}

const over: readonly TranscodeJobState[] = [DONE, FAILED, CANCELLED];

export const hasEnded = (state: TranscodeJobState): boolean => over.includes(state);
