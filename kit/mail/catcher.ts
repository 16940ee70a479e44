import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A letter as it arrived. */
export interface Letter {
  readonly id: string;
  readonly receivedAt: Date;
  readonly from: string;
  /** Addresses of the envelope, in lower case. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** In the order they came; names in lower case. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** An SMTP server that delivers nothing: it keeps letters for people and tests to read. */
export interface MailCatcher {
  /** `smtp://` address to send to. */
  readonly url: string;
  /** Newest first. */
  letters(): readonly Letter[];
  /** Letters to one address, newest first. */
  lettersTo(address: string): readonly Letter[];
  /**
   * The newest letter to an address, there already or the next to come.
   * @throws Error after `timeout` milliseconds (60,000 unless told), listing what did arrive.
   */
  waitForLetter(to: string, subjectIncludes?: string, timeout?: number): Promise<Letter>;
  clear(): void;
  close(): Promise<void>;
}

export interface MailCatcherOptions {
  /** A free one unless told. */
  readonly port?: number;
  readonly host?: string;
  /** How many letters are kept, 500 unless told. */
  readonly keep?: number;
  /** Waited for when a letter is here, before its sender is told so. */
  readonly hold?: () => Promise<void>;
}

const MAX_BYTES = 10_000_000;

/** Starts a catcher. @throws where the port is taken. */
export async function startMailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const { port = 0, host = '127.0.0.1', keep = 500, hold } = options;
  const box = new Letterbox(keep);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_BYTES,
    onData: (stream, session, done) => {
      readLetter(stream, session).then(
        async (letter) => {
          box.put(letter);
          await hold?.();
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  await listen(server, port, host);
  const { port: actual } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${host}:${actual}`,
    letters: () => box.all(),
    lettersTo: (address) => box.all().filter(matching(address)),
    waitForLetter: (to, subjectIncludes, timeout = 60_000) => box.next(matching(to, subjectIncludes), to, timeout),
    clear: () => box.clear(),
    close: () =>
      new Promise((resolve) => {
        box.close();
        server.close(() => resolve());
      }),
  };
}

type Draft = Omit<Letter, 'id'>;

class Letterbox {
  private readonly arrivals = new EventEmitter<{ letter: [Letter]; closed: [] }>().setMaxListeners(0);
  private newestFirst: Letter[] = [];
  private count = 0;

  constructor(private readonly keep: number) {}

  put(draft: Draft): void {
    const letter = { id: String(++this.count), ...draft };
    this.newestFirst = [letter, ...this.newestFirst].slice(0, this.keep);
    this.arrivals.emit('letter', letter);
  }

  all(): readonly Letter[] {
    return this.newestFirst;
  }

  clear(): void {
    this.newestFirst = [];
  }

  close(): void {
    this.arrivals.emit('closed');
  }

  next(matches: (letter: Letter) => boolean, to: string, timeout: number): Promise<Letter> {
    const known = this.newestFirst.find(matches);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        this.arrivals.off('letter', onLetter).off('closed', onClosed);
        finish();
      };
      const onLetter = (letter: Letter): void => {
        if (matches(letter)) settle(() => resolve(letter));
      };
      const onClosed = (): void => settle(() => reject(new Error('The mail catcher was closed')));
      const timer = setTimeout(() => settle(() => reject(new Error(this.absence(to, timeout)))), timeout);
      this.arrivals.on('letter', onLetter).on('closed', onClosed);
    });
  }

  private absence(to: string, timeout: number): string {
    const others = this.newestFirst.slice(0, 10).map((letter) => `"${letter.subject}" to ${letter.to.join(', ')}`);
    return `No such letter to ${to} within ${timeout} ms; there is ${others.join('; ') || 'none at all'}`;
  }
}

function matching(address: string, subjectIncludes = ''): (letter: Letter) => boolean {
  const wanted = address.toLowerCase();
  return (letter) => letter.to.includes(wanted) && letter.subject.includes(subjectIncludes);
}

async function readLetter(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Draft> {
  const mail = await simpleParser(stream, { skipTextToHtml: true });
  if (stream.sizeExceeded) throw Object.assign(new Error('The letter is too large'), { responseCode: 552 });
  return {
    receivedAt: new Date(),
    from: mail.from?.text ?? '',
    to: session.envelope.rcptTo.map(({ address }) => address.toLowerCase()),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || null,
    headers: mail.headerLines.map(({ key, line }) => ({ name: key, value: unfold(line) })),
  };
}

/** A header's value on one line (RFC 5322, section 2.2.3). */
function unfold(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n(?=[ \t])/g, '')
    .trim();
}

function listen(server: SMTPServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // A client that hangs up is its own problem; without a listener it would end the process.
      server.on('error', () => undefined);
      resolve();
    });
  });
}
