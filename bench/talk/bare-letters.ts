import { createTransport } from 'nodemailer';
import { finish } from '../measure/finish';

export interface LettersOrder {
  readonly smtpUrl: string;
  readonly count: number;
  readonly bytes: number;
}

/** The same number of letters by nodemailer alone, five at a time: nothing is read, composed or written down. */
async function main(): Promise<void> {
  const { smtpUrl, count, bytes } = JSON.parse(process.argv[2]!) as LettersOrder;
  const transport = createTransport({ url: smtpUrl, pool: true }, { from: 'hello@lyceum.test' });
  const html = `<p>${'Lyceum '.repeat(Math.ceil(bytes / 7))}</p>`;
  let left = count;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      while (left-- > 0)
        await transport.sendMail({ to: 'reader@example.test', subject: 'What is new', text: 'What is new', html });
    }),
  );
  process.send!({ seconds: (performance.now() - begun) / 1_000, cpu: process.cpuUsage() });
}

finish(main());
