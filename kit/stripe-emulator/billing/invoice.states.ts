import type { Transitions } from '../engine/transitions';

export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

/** From → what happens → to (https://docs.stripe.com/invoicing/overview#invoice-statuses). */
export const invoiceTransitions: Transitions<InvoiceStatus, 'finalize' | 'pay' | 'void' | 'forgo'> = {
  draft: { finalize: 'open' },
  open: { pay: 'paid', void: 'void', forgo: 'uncollectible' },
  uncollectible: { pay: 'paid', void: 'void' },
  paid: {},
  void: {},
};
