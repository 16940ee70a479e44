import { Server } from '@tus/server';
import type { Upload } from '@tus/utils';
import type { FastifyRequest } from 'fastify';
import type { Checksum } from './checksum';
import type { UploadLocker } from './upload.lock';
import { UploadStore } from './upload.store';

interface TusOptions {
  readonly store: UploadStore;
  readonly locker: UploadLocker;
  /** Where uploads are, seen from outside. */
  readonly endpoint: string;
  /** The last byte of an upload has come. */
  readonly onFinish: (id: string) => Promise<void>;
}

interface Asked {
  readonly method: 'HEAD' | 'PATCH';
  readonly id: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly checksum: Checksum | null;
}

/** The library's reading of tus 1.0; what comes goes past it, straight to its place. */
export class TusServer {
  private readonly server: Server;

  constructor(private readonly options: TusOptions) {
    const { store, locker, endpoint, onFinish } = options;
    this.server = new Server({
      path: new URL(endpoint).pathname,
      datastore: store,
      locker,
      generateUrl: (_request, { id }) => `${endpoint}/${id}`,
      // What pages may ask is the gateway's business.
      allowedOrigins: () => false,
      onUploadFinish: async (_request, { id }) => {
        await onFinish(id);
        return {};
      },
    });
    carryStraight(this.server, store);
  }

  /** What the protocol answers to a request, of which the body is the one that comes. */
  answer({ raw }: FastifyRequest, { method, id, headers, checksum }: Asked): Promise<Response> {
    const told = Object.entries(headers).filter((header): header is [string, string] => typeof header[1] === 'string');
    const request = new Request(`${this.options.endpoint}/${id}`, { method, headers: told });
    return UploadStore.receiving({ body: raw, checksum }, () => this.server.handleWeb(request));
  }
}

interface Carrier {
  writeToStore: (body: unknown, upload: Upload, most: number, context: { signal: AbortSignal }) => Promise<number>;
}

/** Without this the library sends each byte through two web streams: a quarter more of the main thread's time. */
function carryStraight({ handlers }: Server, store: UploadStore): void {
  const carrier = handlers.PATCH as unknown as Carrier;
  carrier.writeToStore = (_body, upload, most, { signal }) => store.receive(upload, most, signal);
}
