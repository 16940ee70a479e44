/** Where a dispute stands, by the provider's word. An inquiry is a question of the bank that has taken no money yet. */
export enum DisputeState {
  INQUIRY = 'INQUIRY',
  INQUIRY_UNDER_REVIEW = 'INQUIRY_UNDER_REVIEW',
  INQUIRY_CLOSED = 'INQUIRY_CLOSED',
  NEEDS_RESPONSE = 'NEEDS_RESPONSE',
  UNDER_REVIEW = 'UNDER_REVIEW',
  WON = 'WON',
  LOST = 'LOST',
}

const { INQUIRY, INQUIRY_UNDER_REVIEW, INQUIRY_CLOSED, NEEDS_RESPONSE, UNDER_REVIEW, WON, LOST } = DisputeState;

/** From → to. Steps may have been missed; what was read earlier and arrives later leads nowhere back. */
export const transitions: Readonly<Record<DisputeState, readonly DisputeState[]>> = {
  INQUIRY: [INQUIRY_UNDER_REVIEW, INQUIRY_CLOSED, NEEDS_RESPONSE, UNDER_REVIEW, WON, LOST],
  INQUIRY_UNDER_REVIEW: [INQUIRY_CLOSED, NEEDS_RESPONSE, UNDER_REVIEW, WON, LOST],
  INQUIRY_CLOSED: [],
  NEEDS_RESPONSE: [UNDER_REVIEW, WON, LOST],
  UNDER_REVIEW: [WON, LOST],
  WON: [],
  LOST: [],
};

export function mayBecome(from: DisputeState, to: DisputeState): boolean {
  return transitions[from].includes(to);
}

export const isOver = (state: DisputeState): boolean => transitions[state].length === 0;

/** Whether the bank took the money, at least for a while. */
export const tookMoney = (state: DisputeState): boolean => [NEEDS_RESPONSE, UNDER_REVIEW, WON, LOST].includes(state);

/** Whether the bank waits for the seller's word. */
export const waitsForEvidence = (state: DisputeState): boolean => [INQUIRY, NEEDS_RESPONSE].includes(state);
