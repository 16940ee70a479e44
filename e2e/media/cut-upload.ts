import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';

const protocol = { 'tus-resumable': '1.0.0' };
/** Bytes that are written at a time. */
const piece = 64 * 1024;

/** A client of tus 1.0 on a bad line: it can be cut off within a request, and goes on from where the server is. */
export class CutUpload {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly bytes: Buffer,
  ) {}

  /** What the server has. */
  async offset(): Promise<number> {
    const response = await fetch(this.url, { method: 'HEAD', headers: this.headers });
    if (response.status !== 200) throw new Error(`HEAD ${response.status}`);
    return Number(response.headers.get('upload-offset'));
  }

  /** Sends so many bytes of all that are left, and breaks the connection, or does something worse at that moment. */
  async sendAndCut(length: number, cut?: () => Promise<unknown>): Promise<void> {
    const offset = await this.offset();
    const patch = this.patch(offset);
    patch.on('error', () => undefined);
    const end = Math.min(offset + length, this.bytes.length - 1);
    for (let at = offset; at < end; at += piece) {
      const isRead = patch.write(this.bytes.subarray(at, Math.min(at + piece, end)));
      if (!isRead) await once(patch, 'drain');
    }
    await cut?.();
    patch.destroy();
  }

  /** @throws where the server does not take it */
  async sendRest(): Promise<void> {
    const offset = await this.offset();
    const patch = this.patch(offset);
    patch.end(this.bytes.subarray(offset));
    const [response] = (await once(patch, 'response')) as [IncomingMessage];
    response.resume();
    if (response.statusCode !== 204) throw new Error(`PATCH ${response.statusCode}`);
  }

  private patch(offset: number): ClientRequest {
    return request(this.url, {
      method: 'PATCH',
      agent: false,
      headers: {
        ...this.headers,
        'content-type': 'application/offset+octet-stream',
        'content-length': this.bytes.length - offset,
        'upload-offset': offset,
      },
    });
  }

  private get headers(): Record<string, string> {
    return { ...protocol, authorization: `Bearer ${this.token}` };
  }
}
