/** Accounts of the ledger. A positive balance is what we have or were owed (debit), a negative one what we owe or earned (credit). */
export type Account =
  /** Money that the payment provider holds for us. */
  | 'provider:clearing'
  /** Money that the provider paid out to our own bank account. */
  | 'bank'
  /** What the platform keeps of sales. */
  | 'platform:revenue'
  /** The platform's part of what was given back: what remains of revenue is both together. */
  | 'refunds'
  /** What came without an order that waited for it, until it has gone back. */
  | 'unallocated'
  /** What a bank holds back until a dispute is decided. */
  | 'disputes'
  /** What the provider charges. */
  | 'fees'
  /** What subscribers have in credit with the provider, after a change to something cheaper. */
  | 'subscribers:credit'
  | `tax:payable:${string}`
  | `instructor:${string}:payable`
  | `affiliate:${string}:payable`;

export const taxPayable = (jurisdiction: string): Account => `tax:payable:${jurisdiction}`;
export const instructorPayable = (userId: string): Account => `instructor:${userId}:payable`;
export const affiliatePayable = (userId: string): Account => `affiliate:${userId}:payable`;
