import { enqueue } from '../../../../kit/jobs/job';
import type { Scope } from '../../../../kit/scope/scope';
import { takes } from '../ingest/live-take.document';
import type { LiveSession } from '../live-session.document';
import { makeRecording } from './make-recording.job';

/** When recordings are made. */
export class RecordingService {
  constructor(private readonly scope: Scope) {}

  /** Has the recording made, unless a take is still being stored: whoever ends that asks again. */
  async beginIfWhole({ _id: liveSessionId, isToRecord }: LiveSession): Promise<void> {
    if (!isToRecord) return;
    const open = await this.scope.documents.of(takes).findOne({ liveSessionId, endedAt: null });
    if (!open) await enqueue(this.scope, makeRecording, { liveSessionId }, { key: `recording/${liveSessionId}` });
  }
}
