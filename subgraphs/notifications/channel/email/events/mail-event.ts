/** What a provider of mail says became of a letter. */
export interface MailEvent {
  /** The same where it is said again. */
  readonly key: string;
  /** A soft bounce may pass, such as a mailbox that is full; a hard one never does. */
  readonly what: 'DELIVERED' | 'SOFT_BOUNCE' | 'HARD_BOUNCE' | 'COMPLAINT';
  /** The letter's, with or without brackets; or what the provider called the letter. */
  readonly messageId: string | null;
  readonly recipient: string | null;
  /** A code such as `550`. */
  readonly code: string | null;
}

/** Seconds by which clocks may differ, where what is signed is said once. */
export const mostDrift = 300;
