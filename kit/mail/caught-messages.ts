/** What would have left the house by another way than mail. */
export interface Message {
  readonly channel: 'SMS' | 'PUSH';
  /** A number, or the host of the push service. */
  readonly to: string;
  /** Null where the way has none, such as of a text message. */
  readonly title: string | null;
  readonly text: string;
}

export interface CaughtMessage extends Message {
  readonly id: string;
  readonly at: Date;
}

const mostKept = 500;

/** Keeps text messages and push messages for people and tests to read, where there is nobody to send them by. */
export class CaughtMessages {
  private newestFirst: CaughtMessage[] = [];
  private count = 0;

  put(message: Message, at: Date): CaughtMessage {
    const caught = { id: String(++this.count), at, ...message };
    this.newestFirst = [caught, ...this.newestFirst].slice(0, mostKept);
    return caught;
  }

  /** Newest first. */
  all(): readonly CaughtMessage[] {
    return this.newestFirst;
  }

  /** Those to one number, or one host, newest first. */
  to(address: string): readonly CaughtMessage[] {
    return this.newestFirst.filter(({ to }) => to === address);
  }
}
