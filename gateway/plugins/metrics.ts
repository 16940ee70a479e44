import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import type { NoteAnswer } from '../metrics/note-answer';
import { outcomeOf } from '../metrics/request-metrics';

/** Counts and times each operation that Apollo Server answers. */
export function metricsPlugin(noteAnswer: NoteAnswer): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart() {
      const startedAt = performance.now();
      return Promise.resolve({
        willSendResponse({ response, operation }) {
          const outcome = response.body.kind === 'single' ? outcomeOf(response.body.singleResult) : 'ok';
          noteAnswer(operation ?? null, outcome, (performance.now() - startedAt) / 1_000);
          return Promise.resolve();
        },
      });
    },
  };
}
