import { SpanKind } from '@opentelemetry/api';
import { createTransport } from 'nodemailer';
import { tracedWithin } from '../tracing/span';

export interface Mail {
  /** One bare address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Without angle brackets; letters that are sent again keep theirs, so that clients show them once. */
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The way out for e-mail. */
export interface Mailer {
  /** Resolves once the server took the letter; rejects where it did not, so that the job behind it tries again. */
  send(mail: Mail): Promise<void>;
  /** Closes the connections to the server. */
  close(): Promise<void>;
}

/** A mailer over SMTP. `url` is `smtp://` or `smtps://`, with user and password where the server wants them. */
export function openMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport(
    // No letter may make us read a file or fetch an address.
    {
      url,
      pool: true,
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async send({ to, headers, ...letter }) {
      // An object is taken as one address; a string with a comma in it would reach two people.
      const message = { ...letter, to: { name: '', address: to }, headers: { ...headers } };
      await tracedWithin('send mail', { kind: SpanKind.CLIENT }, () => transport.sendMail(message));
    },
    async close() {
      transport.close();
    },
  };
}
