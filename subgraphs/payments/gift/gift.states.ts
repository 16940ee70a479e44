/** Where a gift stands. */
export enum GiftState {
  PLANNED = 'PLANNED',
  ISSUED = 'ISSUED',
  REDEEMED = 'REDEEMED',
  REVOKED = 'REVOKED',
}

const { ISSUED, REDEEMED, REVOKED } = GiftState;

/** From → to. What was paid has a code; what was redeemed stays so even if its money goes back: its courses then end. */
export const giftTransitions: Readonly<Record<GiftState, readonly GiftState[]>> = {
  PLANNED: [ISSUED],
  ISSUED: [REDEEMED, REVOKED],
  REDEEMED: [],
  REVOKED: [],
};

export function giftMayBecome(from: GiftState, to: GiftState): boolean {
  return giftTransitions[from].includes(to);
}
