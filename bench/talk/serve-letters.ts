import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What came so far. */
export interface Letters {
  readonly received: number;
  /** By their Message-ID. */
  readonly different: number;
  readonly bytes: number;
}

const messageId = /^message-id:\s*(<[^>]+>)/im;

/** A server of mail that throws letters away, and remembers their Message-IDs. */
async function main(): Promise<void> {
  const ids = new Set<string>();
  let [received, bytes] = [0, 0];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, _session, done) => {
      let head = '';
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (head.length < 4_000) head += chunk.toString('latin1');
      });
      stream.on('end', () => {
        received += 1;
        ids.add(messageId.exec(head)?.[1] ?? `none ${received}`);
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  process.on('message', () => process.send!({ received, different: ids.size, bytes } satisfies Letters));
  process.on('disconnect', () => process.exit(0));
  process.send!({ port: (server.server.address() as AddressInfo).port });
}

void main();
