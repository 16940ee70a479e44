import type { FastifyInstance } from 'fastify';
import { ViewerSeal, viewerHeader } from '../../../../kit/identity/signed-viewer';
import { Viewer } from '../../../../kit/identity/viewer';
import { serveSubgraph } from '../../../../kit/subgraph/server';
import type { SubgraphTest } from '../../../../kit/testing/subgraph-test';
import { StartPlaybackPayload } from '../playback.result';
import { PlaybackService } from '../playback.service';

export interface Sent {
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly viewer?: Viewer;
  readonly cookie?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Starts playing, or throws what it is told instead. */
export async function start(house: SubgraphTest, viewer: Viewer, lessonId: string): Promise<StartPlaybackPayload> {
  const outcome = await house.as(viewer).get(PlaybackService).start({ lessonId });
  if (outcome instanceof StartPlaybackPayload) return outcome;
  throw new Error(outcome.code);
}

/** The public routes of media, asked as the gateway asks them. */
export class Player {
  private constructor(
    private readonly house: SubgraphTest,
    private readonly app: FastifyInstance,
  ) {}

  static open(house: SubgraphTest): Player {
    return new Player(house, serveSubgraph(house.subgraph));
  }

  close(): Promise<void> {
    return this.app.close();
  }

  async get(url: string, { method = 'GET', viewer = Viewer.anonymous, cookie, headers = {}, body }: Sent = {}) {
    const sealed = await new ViewerSeal(this.house.house.secrets, this.house.clock).sign(viewer);
    const { pathname, search } = new URL(url, 'http://localhost');
    const answer = await this.app.inject({
      method,
      url: pathname + search,
      headers: { [viewerHeader]: sealed, ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const code = answer.statusCode >= 400 && answer.body.startsWith('{') ? codeIn(answer.body) : null;
    const set = answer.headers['set-cookie']?.toString();
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      bytes: answer.rawPayload,
      code,
      set,
      cookie: set?.split(';', 1)[0],
    };
  }
}

function codeIn(body: string): string | null {
  const { errors } = JSON.parse(body) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? null;
}
