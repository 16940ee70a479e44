import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { RtmpConnection, type RtmpListener } from './rtmp-connection';

export interface RtmpOptions {
  readonly host: string;
  readonly port: number;
  readonly listener: RtmpListener;
}

/** Connections at a time, those of strangers included. */
const most = 200;
/** Milliseconds within which an encoder shows its key, and for which one that has may be silent. */
const patience = { stranger: 20_000, silence: 15_000 };

/** Listens for encoders. */
export class RtmpServer {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @throws where the port is taken */
  static async listen({ host, port, listener }: RtmpOptions): Promise<RtmpServer> {
    const server = createServer({ noDelay: true });
    server.maxConnections = most;
    const rtmp = new RtmpServer(server);
    server.on('connection', (socket) => rtmp.take(socket, listener));
    server.listen(port, host);
    await once(server, 'listening');
    return rtmp;
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private take(socket: Socket, listener: RtmpListener): void {
    this.sockets.add(socket);
    const connection = new RtmpConnection(socket, listener);
    socket.setTimeout(patience.silence);
    const deadline = setTimeout(() => {
      if (!connection.isPublishing) socket.destroy();
    }, patience.stranger);
    socket.once('close', () => {
      clearTimeout(deadline);
      this.sockets.delete(socket);
    });
  }
}
