import type { Dispute, DisputeSubject } from './dispute.entity';

/** What a dispute is about, and what becomes of it. It is locked. */
export interface Disputed {
  readonly subject: DisputeSubject;
  /** What of the money is about which line, so that nobody's share of it is paid out before it is decided. */
  linesOf(minor: bigint): Promise<{ lineId: string; gross: bigint }[]>;
  /** The buyer keeps the money: what was bought is taken back, which is a refund to them. */
  lose(dispute: Dispute): Promise<void>;
}
