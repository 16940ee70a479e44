import type { EncodePlan, Part } from '../ffmpeg';
import type { TaskKind } from './transcode-task.entity';

/** What proves that a worker still has a task. */
export interface Held {
  readonly jobId: string;
  readonly taskId: string;
  /** Its number among all leases of the job: the fencing token. */
  readonly lease: number;
}

/** A finished part, and the prefix under which its files are. */
export interface FinishedPart {
  readonly spec: Part;
  readonly output: string;
}

/** A task that a worker has, with all that it needs to know. */
export interface Lease extends Held {
  readonly kind: TaskKind;
  readonly spec: Part | null;
  /** Where its files go in the object store; no other lease ever writes there. Without a slash at its end. */
  readonly prefix: string;
  readonly source: { readonly key: string; readonly kind: 'VIDEO' | 'AUDIO' };
  /** The version whose key its samples are encrypted with; null where they are not. */
  readonly encryptedFor: string | null;
  readonly plan: EncodePlan | null;
  /** What there is to package. */
  readonly finished: readonly FinishedPart[];
}
