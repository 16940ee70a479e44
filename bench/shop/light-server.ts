import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** The response to one request body, headers included. */
export type Answer = (body: string) => Promise<Buffer> | Buffer;

const endOfHead = Buffer.from('\r\n\r\n');

/** An HTTP response that keeps its connection. */
export function jsonResponse(json: string): Buffer {
  const length = Buffer.byteLength(json);
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${length}\r\n\r\n${json}`,
  );
}

/**
 * As little HTTP as a POST with a content-length needs, so that a subgraph costs a fraction of the gateway before it.
 * Resolves to the port on loopback.
 */
export async function serveLight(answer: Answer, delay: number): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', reader(socket, answer, delay));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Takes the bytes of one connection. A client waits for its answer before it sends again, so there is no queue. */
function reader(socket: Socket, answer: Answer, delay: number): (chunk: Buffer) => void {
  let waiting: Buffer | null = null;
  const send = (response: Buffer): void => void socket.write(response);
  return (chunk) => {
    const bytes: Buffer = waiting ? Buffer.concat([waiting, chunk]) : chunk;
    waiting = bytes;
    const headLength = bytes.indexOf(endOfHead);
    if (headLength < 0) return;
    const length = /content-length: *(\d+)/i.exec(bytes.toString('latin1', 0, headLength))?.[1];
    if (length === undefined) return void socket.end('HTTP/1.1 411 Length Required\r\ncontent-length: 0\r\n\r\n');
    const start = headLength + endOfHead.length;
    if (bytes.length < start + Number(length)) return;
    waiting = null;
    const response = answer(bytes.toString('utf8', start, start + Number(length)));
    if (response instanceof Promise) void response.then(send, () => socket.destroy());
    else if (delay > 0) setTimeout(send, delay, response);
    else send(response);
  };
}
