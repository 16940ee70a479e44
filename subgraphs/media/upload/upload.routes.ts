import { Metadata } from '@tus/utils';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { Viewer } from '../../../kit/identity/viewer';
import { scopeOf } from '../../../kit/subgraph/public-routes';
import type { RunningSubgraph } from '../../../kit/subgraph/running';
import { algorithms, readChecksum, type Checksum } from './checksum';
import { TicketService, uploadsUrl } from './ticket.service';
import { TusServer } from './tus-server';
import type { Upload } from './upload.document';
import { UploadLocker } from './upload.lock';
import { UploadService } from './upload.service';
import { UploadStore } from './upload.store';

type Params = { readonly id: string };

/**
 * tus 1.0 at /media/uploads: the protocol is the library's; who may send what, and what becomes of it, is decided here. An
 * upload is there from its ticket on, so POST only says where.
 */
export function useUploads(app: FastifyInstance, subgraph: RunningSubgraph): void {
  const { resources } = subgraph;
  const house = () => subgraph.scope(Viewer.system);
  const store = house().shared(UploadStore);
  const endpoint = uploadsUrl(resources.config.PUBLIC_URL);
  const locker = new UploadLocker(house);
  const onFinish = (id: string): Promise<void> => house().get(UploadService).finish(id);
  const tus = new TusServer({ store, locker, endpoint, onFinish });
  void app.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', (_request, body, parsed) => parsed(null, body));
    routes.options('/uploads', (_request, reply) => reply.headers(capabilities(store)).code(204).send());
    routes.post('/uploads', async (request, reply) => {
      const upload = await scopeOf(request).get(TicketService).admit(ticketIn(request));
      demandLength(request, upload);
      await prepare(upload, { store, locker });
      return reply
        .headers({ ...protocol, ...expiry(upload), location: `${endpoint}/${upload._id}` })
        .header('upload-offset', String((await store.offset(upload._id)) ?? 0))
        .code(201)
        .send();
    });
    routes.route<{ Params: Params }>({
      method: ['HEAD', 'PATCH', 'DELETE'],
      url: '/uploads/:id',
      handler: (request, reply) => transfer(request, reply, { tus, store, locker, house }),
    });
    done();
  });
}

/** An upload is made once, however many processes are asked for it at the same time. */
async function prepare({ _id, bytes }: Upload, { store, locker }: Pick<Transfer, 'store' | 'locker'>): Promise<void> {
  if (await store.place.isPrepared(_id)) return;
  const lock = locker.newLock(_id);
  await lock.lock(new AbortController().signal, () => undefined);
  try {
    await store.prepare(_id, bytes);
  } finally {
    await lock.unlock();
  }
}

interface Transfer {
  readonly tus: TusServer;
  readonly store: UploadStore;
  readonly locker: UploadLocker;
  readonly house: () => ReturnType<RunningSubgraph['scope']>;
}

async function transfer(
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  { tus, store, locker, house }: Transfer,
): Promise<FastifyReply> {
  const upload = await scopeOf(request).get(TicketService).admit(request.params.id);
  if (upload.finishedAt !== null) return answerFinished(request, reply, upload);
  if (request.method === 'DELETE') {
    await house().get(UploadService).abandon(upload._id);
    return reply.headers(protocol).code(204).send();
  }
  const checksum = checksumIn(request);
  await prepare(upload, { store, locker });
  // A process that ended between the last byte and the end of its request left this to the next one.
  if (request.method === 'HEAD' && (await store.offset(upload._id)) === upload.bytes)
    await house().get(UploadService).finish(upload._id);
  const { id } = request.params;
  const answer = await tus.answer(request, { method: request.method as 'HEAD' | 'PATCH', id, checksum });
  return reply
    .code(answer.status)
    .headers({ ...Object.fromEntries(answer.headers), ...expiry(upload) })
    .send(await answer.text());
}

/** What is being checked, or was, has come whole: whoever asks again is told so. */
function answerFinished({ method }: FastifyRequest, reply: FastifyReply, { bytes }: Upload): FastifyReply {
  const told = { ...protocol, 'upload-offset': String(bytes), 'upload-length': String(bytes) };
  return reply
    .headers(told)
    .header('cache-control', 'no-store')
    .code(method === 'HEAD' ? 200 : 409)
    .send();
}

const protocol = { 'tus-resumable': '1.0.0' };

function capabilities(store: UploadStore): Record<string, string> {
  return {
    ...protocol,
    'tus-version': '1.0.0',
    'tus-extension': store.extensions.join(','),
    'tus-checksum-algorithm': algorithms.join(','),
  };
}

const expiry = ({ expiresAt }: Upload): Record<string, string> => ({ 'upload-expires': expiresAt.toUTCString() });

/** @throws BAD_INPUT */
function ticketIn({ headers }: FastifyRequest): string {
  const header = headers['upload-metadata'];
  const problem = { fields: { 'upload-metadata': 'Send `ticket` with the id of the ticket.' } };
  if (typeof header !== 'string') throw kitErrors.BAD_INPUT(problem);
  try {
    const { ticket } = Metadata.parse(header);
    if (typeof ticket === 'string') return ticket;
  } catch {
    // Not what the protocol wants.
  }
  throw kitErrors.BAD_INPUT(problem);
}

/** @throws BAD_INPUT */
function demandLength({ headers }: FastifyRequest, { bytes }: Upload): void {
  if (headers['upload-length'] !== String(bytes))
    throw kitErrors.BAD_INPUT({ fields: { 'upload-length': `The ticket is for ${bytes} bytes.` } });
}

/** @throws BAD_INPUT */
function checksumIn({ headers }: FastifyRequest): Checksum | null {
  const header = headers['upload-checksum'];
  if (header === undefined) return null;
  const checksum = typeof header === 'string' ? readChecksum(header) : null;
  if (!checksum)
    throw kitErrors.BAD_INPUT({ fields: { 'upload-checksum': `One of ${algorithms.join(', ')}, and Base64.` } });
  return checksum;
}
