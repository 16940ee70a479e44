import type { Transitions } from '../engine/transitions';

export type DisputeStatus =
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'warning_closed'
  | 'needs_response'
  | 'under_review'
  | 'won'
  | 'lost';

/** From → what happens → to. An inquiry (`warning_…`) has taken no money yet. */
export const disputeTransitions: Transitions<DisputeStatus, 'submit' | 'win' | 'lose' | 'escalate'> = {
  warning_needs_response: {
    submit: 'warning_under_review',
    win: 'warning_closed',
    lose: 'warning_closed',
    escalate: 'needs_response',
  },
  warning_under_review: { win: 'warning_closed', lose: 'warning_closed', escalate: 'needs_response' },
  warning_closed: {},
  needs_response: { submit: 'under_review', win: 'won', lose: 'lost' },
  under_review: { win: 'won', lose: 'lost' },
  won: {},
  lost: {},
};
