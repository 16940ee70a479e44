import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import * as tus from 'tus-js-client';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import type { Viewer } from '../../../kit/identity/viewer';
import { serveSubgraph } from '../../../kit/subgraph/server';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { AssetKind } from '../asset/asset.kind';
import type { AssetState } from '../asset/asset.states';
import { TicketService } from '../upload/ticket.service';
import type { CreateUploadInput } from '../upload/upload.input';
import type { Upload } from '../upload/upload.document';
import { assetOf } from './upload';

/** Bytes of an upload, or of a part of one, as tus sends them. */
const octets = { 'content-type': 'application/offset+octet-stream' };

/** Uploads over HTTP, as someone in particular. */
export class ServedUploads {
  viewer: Viewer = person(randomUUID());

  private constructor(
    private readonly house: SubgraphTest,
    private served: FastifyInstance,
  ) {}

  static async start(house: SubgraphTest): Promise<ServedUploads> {
    return new ServedUploads(house, await serve(house));
  }

  /** A process of its own, as far as uploads go: nothing but the files and the documents is there before. */
  async restart(): Promise<void> {
    await this.stop();
    this.served = await serve(this.house);
  }

  stop(): Promise<void> {
    return this.served.close();
  }

  async ask(bytes: number, given: Partial<CreateUploadInput> = {}): Promise<Upload> {
    const input = { kind: AssetKind.IMAGE, fileName: 'a.jpg', bytes: BigInt(bytes), ...given };
    return (await this.house.as(this.viewer).get(TicketService).create(input)).upload;
  }

  urlOf(path: string): string {
    return `http://127.0.0.1:${(this.served.server.address() as AddressInfo).port}${path}`;
  }

  async headers(of: Viewer = this.viewer): Promise<Record<string, string>> {
    const sealed = await new ViewerSeal(this.house.house.secrets, this.house.clock).sign(of);
    return { 'tus-resumable': '1.0.0', [viewerHeader]: sealed };
  }

  async call(
    method: string,
    path: string,
    more: Record<string, string> = {},
    body?: Uint8Array,
    as = this.viewer,
  ): Promise<Response> {
    const headers = { ...(await this.headers(as)), ...more };
    return fetch(this.urlOf(path), { method, headers, ...(body ? { body: new Uint8Array(body) } : {}) });
  }

  patch(path: string, offset: number, body: Buffer, more: Record<string, string> = {}): Promise<Response> {
    return this.call('PATCH', path, { ...octets, 'upload-offset': String(offset), ...more }, body);
  }

  /** Creates by the ticket; `more` says what. */
  create({ _id }: Pick<Upload, '_id'>, more: Record<string, string>, body?: Uint8Array): Promise<Response> {
    const metadata = `ticket ${Buffer.from(_id).toString('base64')}`;
    return this.call('POST', '/media/uploads', { 'upload-metadata': metadata, ...more, ...(body ? octets : {}) }, body);
  }

  /** Where tus clients create uploads, through somebody who knows where PUBLIC_URL leads to. */
  get client(): Pick<tus.UploadOptions, 'endpoint' | 'httpStack'> {
    return {
      endpoint: `${publicUrl}/media/uploads`,
      httpStack: new Rewriting((url) => this.urlOf(new URL(url).pathname)),
    };
  }

  async stateOf({ assetId }: Upload): Promise<AssetState> {
    await this.house.settle();
    return (await assetOf(this.house, assetId)).state;
  }
}

/** Of houses under test. */
export const publicUrl = 'http://localhost:4000';

/** Sends requests where they are told to. */
export class Rewriting extends tus.DefaultHttpStack {
  constructor(private readonly rewritten: (url: string) => string) {
    super({});
  }

  override createRequest(method: string, url: string): tus.HttpRequest {
    return super.createRequest(method, this.rewritten(url));
  }
}

async function serve(house: SubgraphTest): Promise<FastifyInstance> {
  const served = serveSubgraph(house.subgraph);
  await served.listen({ host: '127.0.0.1', port: 0 });
  return served;
}

export const pathOf = ({ _id }: Pick<Upload, '_id'>): string => `/media/uploads/${_id}`;
