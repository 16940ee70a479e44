import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { etagOf } from '../etag';
import type { Example } from './example';
import { idePage, idePolicy, type IdeBundle } from './ide.page';
import { usePlayer } from './player.plugin';

export interface IdeOptions {
  /** The tabs that a first visit opens. */
  readonly examples: readonly Example[];
  /** Where subscriptions go: a path of this origin or a `ws(s)://` address. */
  readonly subscriptionsUrl?: string;
  /** Whether there is a page that plays lessons, too. */
  readonly hasPlayer?: boolean;
  /** The folder that `build.mjs` wrote. */
  readonly bundle?: string;
}

/** GraphiQL at `/`, its assets at `/ide/*`, all from our own origin; where it is wanted, a player at `/dev/player`. */
export async function useIde(app: FastifyInstance, options: IdeOptions): Promise<void> {
  const { examples, subscriptionsUrl = '/graphql', hasPlayer = false, bundle = builtBundle() } = options;
  const manifest = join(bundle, 'manifest.json');
  if (!existsSync(manifest)) {
    const hint = 'The IDE is not built: run node gateway/ide/build.mjs';
    app.log.warn(hint);
    app.get('/', (_request, reply) => reply.code(503).type('text/plain; charset=utf-8').send(`${hint}\n`));
    return;
  }

  const built = JSON.parse(readFileSync(manifest, 'utf8')) as IdeBundle;
  if (hasPlayer && built.player) usePlayer(app, built.player);
  const page = idePage(built, { examples, subscriptionsUrl });
  const etag = etagOf(page);
  const policy = idePolicy(subscriptionsUrl);

  app.get('/', (request, reply) => {
    void reply.headers({ etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply
      .headers({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer' })
      .type('text/html; charset=utf-8')
      .send(page);
  });

  // Every asset carries a hash in its name, so nobody needs to ask for it twice.
  await app.register(fastifyStatic, {
    root: join(bundle, 'assets'),
    prefix: '/ide/',
    decorateReply: false,
    immutable: true,
    index: false,
    maxAge: '1y',
    preCompressed: true,
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  });
}

/** `dist/ide`, seen from the sources as well as from `dist/gateway/ide`. */
function builtBundle(): string {
  const beside = join(__dirname, '..', '..', 'ide');
  return existsSync(beside) ? beside : join(__dirname, '..', '..', 'dist', 'ide');
}
