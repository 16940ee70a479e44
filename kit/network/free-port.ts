import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections: one of these may have taken a port before it is used. */
const [from, to] = [15_000, 32_000];
const attempts = 100;

/** A port of the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = randomInt(from, to);
    const probe = createServer().listen(port, '127.0.0.1');
    try {
      await once(probe, 'listening');
      await new Promise((closed) => probe.close(closed));
      return port;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
