import type { FastifyReply, FastifyRequest } from 'fastify';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { scopeOf } from '../../../kit/subgraph/public-routes';
import { mediaErrors } from '../media.errors';
import { PartService } from './part.service';
import { badHeader, checksumIn, concatIn, expiry, hasBytes, lengthIn, protocol, ticketIn } from './protocol';
import { TicketService } from './ticket.service';
import type { TusServer } from './tus-server';
import type { Upload } from './upload.document';
import type { UploadLocker } from './upload.lock';
import type { UploadPart } from './upload-part.document';
import { UploadService } from './upload.service';
import type { UploadStore } from './upload.store';

export interface UploadHouse {
  readonly tus: TusServer;
  readonly store: UploadStore;
  readonly locker: UploadLocker;
  /** Where uploads are, seen from outside. */
  readonly endpoint: string;
  readonly scope: () => Scope;
}

export type NamedRequest = FastifyRequest<{ Params: { readonly id: string } }>;

/** An upload, or a part of one. */
type Target = Pick<Upload, '_id' | 'bytes'>;

/** What clients of tus ask: who may send what, and what becomes of it. */
export class UploadRequests {
  constructor(private readonly house: UploadHouse) {}

  /** POST. An upload is there from its ticket on, so that only parts are made; the rest is told where it is. */
  async create(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const concat = concatIn(request, this.house.endpoint);
    const upload = await scopeOf(request).get(TicketService).admit(ticketIn(request));
    void reply.headers({ ...protocol, ...expiry(upload) });
    if (concat?.kind === 'FINAL') return this.join(request, reply, upload, concat.partIds);
    const length = lengthIn(request);
    if (concat) return this.begin(request, reply.header('upload-concat', 'partial'), await this.part(upload, length));
    if (length !== upload.bytes) throw badHeader('upload-length', `The ticket is for ${upload.bytes} bytes.`);
    return upload.finishedAt === null ? this.begin(request, reply, upload) : this.created(reply, upload, upload.bytes);
  }

  /** HEAD, PATCH and DELETE. */
  async transfer(request: NamedRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { upload, part } = await scopeOf(request).get(TicketService).admitPart(request.params.id);
    void reply.headers({ ...protocol, ...expiry(upload) });
    if (part) return this.transferPart(request, reply, part);
    if (upload.finishedAt !== null) return answerFinished(request, reply, upload);
    if (request.method === 'DELETE') {
      await this.house.scope().get(UploadService).abandon(upload._id);
      return reply.code(204).send();
    }
    // A process that ended between the last byte and the end of its request left this to the next one.
    if (request.method === 'HEAD' && (await this.hasCome(upload)))
      await this.house.scope().get(UploadService).finish(upload._id);
    return this.exchange(request, reply, upload);
  }

  private async transferPart(request: NamedRequest, reply: FastifyReply, part: UploadPart): Promise<FastifyReply> {
    if (request.method !== 'DELETE') return this.exchange(request, reply.header('upload-concat', 'partial'), part);
    if (!(await this.house.scope().get(PartService).abandon(part))) throw kitErrors.NOT_FOUND({ thing: 'upload' });
    await this.house.store.discard(part._id);
    return reply.code(204).send();
  }

  private part(upload: Upload, length: number): Promise<UploadPart> {
    if (upload.finishedAt !== null) throw mediaErrors.UPLOAD_OVER();
    return this.house.scope().get(PartService).begin(upload, length);
  }

  private async join(
    request: FastifyRequest,
    reply: FastifyReply,
    upload: Upload,
    partIds: readonly string[],
  ): Promise<FastifyReply> {
    const joined = { header: String(request.headers['upload-concat']), partIds };
    const parts = this.house.scope().get(PartService);
    await parts.join(upload, joined, (part) => this.hasCome(part));
    return this.created(reply, upload, upload.bytes);
  }

  /** Bytes that come with POST already are the first ones. */
  private async begin(request: FastifyRequest, reply: FastifyReply, target: Target): Promise<FastifyReply> {
    await this.prepare(target);
    const offset = (await this.house.store.offset(target._id)) ?? 0;
    if (offset > 0 || !hasBytes(request)) return this.created(reply, target, offset);
    const { 'content-length': length, 'content-type': type } = request.headers;
    const headers = { ...protocol, 'upload-offset': '0', 'content-type': type, 'content-length': length };
    const checksum = checksumIn(request);
    const answer = await this.house.tus.answer(request, { method: 'PATCH', id: target._id, headers, checksum });
    if (answer.status !== 204) return tell(reply, answer);
    return this.created(reply, target, Number(answer.headers.get('upload-offset')));
  }

  private created(reply: FastifyReply, { _id }: Target, offset: number): FastifyReply {
    const location = `${this.house.endpoint}/${_id}`;
    return reply
      .code(201)
      .headers({ location, 'upload-offset': String(offset) })
      .send();
  }

  private async exchange(request: NamedRequest, reply: FastifyReply, target: Target): Promise<FastifyReply> {
    const checksum = checksumIn(request);
    await this.prepare(target);
    const method = request.method as 'HEAD' | 'PATCH';
    return tell(
      reply,
      await this.house.tus.answer(request, { method, id: target._id, headers: request.headers, checksum }),
    );
  }

  /** An upload is made once, however many processes are asked for it at the same time. */
  private async prepare({ _id, bytes }: Target): Promise<void> {
    const { store } = this.house;
    if (!(await store.place.isPrepared(_id))) await this.locked(_id, () => store.prepare(_id, bytes));
  }

  /** Asked again once nobody writes it: what has the wrong checksum is taken back. */
  private async hasCome({ _id, bytes }: Target): Promise<boolean> {
    const isThere = async (): Promise<boolean> => (await this.house.store.offset(_id)) === bytes;
    return (await isThere()) && this.locked(_id, isThere);
  }

  private async locked<T>(id: string, work: () => Promise<T>): Promise<T> {
    const lock = this.house.locker.newLock(id);
    await lock.lock(new AbortController().signal, () => undefined);
    try {
      return await work();
    } finally {
      await lock.unlock();
    }
  }
}

async function tell(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  return reply
    .code(answer.status)
    .headers(Object.fromEntries(answer.headers))
    .send(await answer.text());
}

/** What is being checked, or was, has come whole: whoever asks again is told so. */
function answerFinished({ method }: FastifyRequest, reply: FastifyReply, { bytes, joined }: Upload): FastifyReply {
  const told = { 'cache-control': 'no-store', 'upload-offset': String(bytes), 'upload-length': String(bytes) };
  void reply.headers(joined ? { ...told, 'upload-concat': joined.header } : told);
  if (method === 'HEAD') return reply.code(200).send();
  return reply.code(joined && method === 'PATCH' ? 403 : 409).send();
}
