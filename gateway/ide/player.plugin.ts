import type { FastifyInstance } from 'fastify';
import { demoId, demoPassword, demoVideoLesson } from '../../kit/demo/world';
import { playerPage, playerPolicy, type PlayerBundle } from './player.page';

/** What the demo's learner can play from the first start on. */
const defaults = {
  email: 'learner@lyceum.test',
  password: demoPassword,
  lessonId: demoId('Lesson', demoVideoLesson),
};

/** The page `/dev/player`; its script is one of the IDE's assets. For development only. */
export function usePlayer(app: FastifyInstance, bundle: PlayerBundle): void {
  const page = playerPage(bundle, defaults);
  app.get('/dev/player', (_request, reply) =>
    reply
      .headers({
        'cache-control': 'no-store',
        'content-security-policy': playerPolicy,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      .type('text/html; charset=utf-8')
      .send(page),
  );
}
