import type { Outcome } from '../channel';

/** A text message on its way. */
export interface TextMessage {
  /** A number (E.164). */
  readonly to: string;
  readonly text: string;
  /** Where the provider says what became of it; absent: nobody asks. */
  readonly statusUrl?: string;
}

export interface SmsSender {
  /** @throws TryLater, OutcomeUnknown; any other Error where it did not go and may work later */
  send(message: TextMessage): Promise<Outcome>;
}
