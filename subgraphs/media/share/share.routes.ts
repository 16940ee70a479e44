import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { Passwords } from '../../../kit/identity/passwords';
import type { Scope } from '../../../kit/scope/scope';
import { scopeOf } from '../../../kit/subgraph/public-routes';
import { secretHash } from '../../../kit/identity/secret-hash';
import { pageHeaders, passwordPage } from './password-page';
import { guesses, ShareCounter } from './share-counter';
import { shares, type Share } from './share.document';
import { SharedDocuments } from './shared-documents';

interface Asked {
  Params: { readonly token: string };
}

/** Bytes of what is sent with a password. */
const bodyLimit = 4_096;
const bodyShape = z.object({ password: z.string().max(1_000) });

/** What links to shared documents lead to: a page that asks for the password where there is one, else the download. */
export function useShares(app: FastifyInstance): void {
  void app.register((routes, _options, done) => {
    routes.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit },
      (_request, body, parsed) => parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    // Who only looks whether it is there leaves no trace in the log of downloads.
    routes.get<Asked>('/shared/:token', { exposeHeadRoute: false }, async (request, reply) => {
      const scope = scopeOf(request);
      const share = await shareOf(scope, request.params.token);
      return share.passwordHash === null ? lead(scope, reply, share) : ask(reply, 200);
    });
    routes.post<Asked>('/shared/:token', { bodyLimit }, async (request, reply) => {
      const scope = scopeOf(request);
      const share = await shareOf(scope, request.params.token);
      const isRight = share.passwordHash === null || (await isPassword(scope, share, request.body));
      return isRight ? lead(scope, reply, share) : ask(reply, 401);
    });
    done();
  });
}

/** @throws NOT_FOUND also for what is over */
async function shareOf(scope: Scope, token: string): Promise<Share> {
  const share = await scope.documents.of(shares).findOne({ tokenHash: { $eq: secretHash(token), $type: 'string' } });
  if (!share || share.isOverAt(scope.clock.now())) throw kitErrors.NOT_FOUND({ thing: 'document' });
  return share;
}

/** @throws RATE_LIMITED before the password is looked at */
async function isPassword(scope: Scope, { _id, passwordHash }: Share, body: unknown): Promise<boolean> {
  const { data } = bodyShape.safeParse(body);
  const counter = scope.get(ShareCounter);
  await counter.take(_id, guesses);
  const isRight = await scope.shared(Passwords).matches(data?.password ?? '', passwordHash);
  if (isRight) await counter.giveBack(_id, guesses);
  return isRight;
}

const never = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } as const;

async function lead(scope: Scope, reply: FastifyReply, share: Share): Promise<FastifyReply> {
  return reply.headers(never).redirect(await scope.get(SharedDocuments).give(share), 303);
}

function ask(reply: FastifyReply, status: 200 | 401): FastifyReply {
  const page = passwordPage(status === 401);
  return reply
    .code(status)
    .headers({ ...never, ...pageHeaders })
    .type('text/html; charset=utf-8')
    .send(page);
}
