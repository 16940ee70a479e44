import { kitErrors } from '../../../kit/errors/kit-errors';
import { watch } from '../../../kit/live/watch';
import type { Scope } from '../../../kit/scope/scope';
import { TranscodeJobLoaders } from '../job/transcode-job.loaders';
import { mayOperate } from '../job/transcode-job.policy';
import { jobTopic, queueKey, queueTopic, type JobMessage } from '../job/transcode-job.topics';
import { QueueService } from '../queue/queue.service';

/** Who may listen to what; asked when a stream begins and again for each message. */
export class LiveService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND */
  async job(id: string): Promise<AsyncIterable<JobMessage>> {
    if (!(await this.sees(id))) throw kitErrors.NOT_FOUND({ thing: 'transcode job' });
    const source = jobTopic.subscribe(this.scope.live, id);
    return watch(source, async () => ((await this.sees(id)) ? 'PASS' : 'END'));
  }

  /** @throws NOT_FOUND */
  queue(): AsyncIterable<object> {
    this.scope.get(QueueService).requireOperator();
    const source = queueTopic.subscribe(this.scope.live, queueKey);
    return watch(source, () => Promise.resolve(mayOperate(this.scope.viewer) ? 'PASS' : 'END'));
  }

  /** Loaders remember; a stream outlives what they remember. */
  private async sees(id: string): Promise<boolean> {
    return (await this.scope.as(this.scope.viewer).get(TranscodeJobLoaders).visible.load(id)) !== null;
  }
}
