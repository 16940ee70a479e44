import { Viewer } from '../../../../kit/identity/viewer';
import type { Scope } from '../../../../kit/scope/scope';
import type { RunningSubgraph } from '../../../../kit/subgraph/running';
import { liveSessionTopic, type LiveSessionMessage } from '../live-session.live';
import type { Publication, RtmpListener } from '../rtmp/rtmp-connection';
import { RtmpServer } from '../rtmp/rtmp-server';
import type { EncoderProgram } from './encoder';
import { Encoding } from './encoding';
import { ingestUrl, LiveIngests, type LiveIngest } from './live-ingest';
import { TakeService } from './take.service';

type Peer = Parameters<RtmpListener['publish']>[1];

/** Our own ingest: one port for the encoders of all sessions, told apart by their stream keys. */
export class RtmpIngest implements LiveIngest, RtmpListener {
  private readonly encodings = new Map<string, Encoding>();
  private server: RtmpServer | null = null;

  private constructor(
    private readonly subgraph: RunningSubgraph,
    private readonly program: EncoderProgram,
  ) {}

  /** Listens for encoders from now on. @throws where the port is taken */
  static async listen(subgraph: RunningSubgraph, program: EncoderProgram): Promise<RtmpIngest> {
    const ingest = new RtmpIngest(subgraph, program);
    const { LIVE_RTMP_HOST: host, LIVE_RTMP_PORT: port } = subgraph.resources.config;
    ingest.server = await RtmpServer.listen({ host, port, listener: ingest });
    ingest.scope().shared(LiveIngests).current = ingest;
    return ingest;
  }

  /** What encoders sent until now is made to its end: they come again, here or in another process. */
  async stop(): Promise<void> {
    await this.server?.close();
    await Promise.all([...this.encodings.values()].map(({ done }) => done));
  }

  open(): Promise<string> {
    return Promise.resolve(ingestUrl(this.subgraph.resources.config));
  }

  close(liveSessionId: string): Promise<void> {
    this.encodings.get(liveSessionId)?.finish();
    return Promise.resolve();
  }

  /** Ids of FFmpeg's processes, by session. */
  get processes(): ReadonlyMap<string, number | undefined> {
    return new Map([...this.encodings].map(([id, { pid }]) => [id, pid]));
  }

  async publish(streamKey: string, peer: Peer): Promise<Publication | null> {
    const scope = this.scope();
    const begun = await scope.get(TakeService).begin(streamKey);
    if (!begun) return null;
    const id = begun.take.liveSessionId;
    this.encodings.get(id)?.abandon();
    const encoding = new Encoding({ scope, begun, streamKey, program: this.program, peer });
    this.encodings.set(id, encoding);
    const changes = liveSessionTopic.subscribe(scope.live, id)[Symbol.asyncIterator]();
    void this.follow(encoding, changes).catch((error: unknown) => scope.log.warn({ error }, 'a live session was lost'));
    void encoding.done.then(() => {
      if (this.encodings.get(id) === encoding) this.encodings.delete(id);
      return changes.return?.();
    });
    return encoding;
  }

  private async follow(encoding: Encoding, changes: AsyncIterator<LiveSessionMessage>): Promise<void> {
    while (!(await changes.next()).done) await encoding.reconsider();
  }

  private scope(): Scope {
    return this.subgraph.scope(Viewer.system);
  }
}
