import type { FastifyInstance } from 'fastify';
import { Viewer } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';
import type { RunningSubgraph } from '../../../kit/subgraph/running';
import { algorithms } from './checksum';
import { protocol } from './protocol';
import { uploadsUrl } from './ticket.service';
import { TusServer } from './tus-server';
import { UploadLocker } from './upload.lock';
import { UploadRequests, type NamedRequest } from './upload.requests';
import { UploadService } from './upload.service';
import { UploadStore } from './upload.store';

/** tus 1.0 at /media/uploads. */
export function useUploads(app: FastifyInstance, subgraph: RunningSubgraph): void {
  const scope = (): Scope => subgraph.scope(Viewer.system);
  const store = scope().shared(UploadStore);
  const endpoint = uploadsUrl(subgraph.resources.config.PUBLIC_URL);
  const locker = new UploadLocker(scope);
  const onFinish = (id: string): Promise<void> => scope().get(UploadService).finish(id);
  const tus = new TusServer({ store, locker, endpoint, onFinish });
  const requests = new UploadRequests({ tus, store, locker, endpoint, scope });
  void app.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', (_request, body, parsed) => parsed(null, body));
    routes.options('/uploads', (_request, reply) => reply.headers(capabilities).code(204).send());
    routes.post('/uploads', (request, reply) => requests.create(request, reply));
    routes.route<{ Params: NamedRequest['params'] }>({
      method: ['HEAD', 'PATCH', 'DELETE'],
      url: '/uploads/:id',
      handler: (request, reply) => requests.transfer(request, reply),
    });
    done();
  });
}

const extensions = ['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum', 'concatenation'];
const capabilities = {
  ...protocol,
  'tus-version': '1.0.0',
  'tus-extension': extensions.join(','),
  'tus-checksum-algorithm': algorithms.join(','),
};
