import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Pushed {
  /** Of the address that was pushed to. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A push service on this machine (RFC 8030). */
export class PushService {
  readonly pushed: Pushed[] = [];
  /** Path → what it answers there instead of 201. */
  readonly answers = new Map<string, { readonly status: number; readonly headers?: Record<string, string> }>();
  private readonly server: Server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const path = request.url ?? '';
      const { status, headers = {} } = this.answers.get(path) ?? { status: 201 };
      if (status < 300) this.pushed.push({ path, headers: request.headers, body });
      response.writeHead(status, headers).end();
    });
  });

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  to(path: string): readonly Pushed[] {
    return this.pushed.filter((one) => one.path === path);
  }
}
