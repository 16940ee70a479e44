import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../../kit/config/config';
import type { Secrets } from '../../../kit/config/secrets';
import { contentKey } from '../../../kit/media/content-key';
import type { ObjectStore } from '../../../kit/objects/object-store';
import {
  encodePart,
  finishParts,
  partsOf,
  planOf,
  probeSource,
  type EncodePlan,
  type FinishOptions,
  type Tools,
} from '../ffmpeg';
import type { Lease } from '../task/lease';
import type { TaskResult } from '../task/outcome.service';
import type { TaskKind } from '../task/transcode-task.entity';
import type { Sources } from './sources';
import { download, upload, uploadAll } from './transfer';

/** Everything that a task may use. */
export interface Work {
  readonly lease: Lease;
  readonly config: Config;
  readonly secrets: Secrets;
  readonly objects: ObjectStore;
  readonly sources: Sources;
  readonly tools: Tools;
  /** Empty, and the task's own. */
  readonly folder: string;
  /** Aborts when the task is lost, or its worker ends. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Does a task; what it made is in the object store when this resolves. @throws TranscodeError, TaskFailure */
export function runTask(work: Work): Promise<TaskResult> {
  return runners[work.lease.kind](work);
}

const runners: Readonly<Record<TaskKind, (work: Work) => Promise<TaskResult>>> = {
  PROBE: ({ lease: { source }, config, sources, tools, signal }) =>
    sources.use(source.key, signal, async (file) => {
      const limits = {
        bytes: config.TRANSCODE_MAX_BYTES,
        duration: config.TRANSCODE_MAX_DURATION,
        pixels: config.TRANSCODE_MAX_PIXELS,
      };
      const facts = await probeSource(tools, file, { kind: source.kind, limits, signal });
      const plan = planOf(facts, { kind: source.kind, toneMapping: tools.toneMapping });
      const split = { splitFrom: config.TRANSCODE_SPLIT_FROM, partSeconds: config.TRANSCODE_PART };
      return { kind: 'PROBE', plan, parts: partsOf(plan, split) };
    }),

  ENCODE: async ({ lease, objects, sources, tools, folder, signal, onProgress }) => {
    const { source, spec, prefix } = lease;
    if (!spec) throw new Error('A part to encode says which.');
    const progress = { signal, onProgress: ({ done }: { done: number }) => onProgress(done) };
    await sources.use(source.key, signal, (file) => encodePart(tools, file, folder, planFor(lease), spec, progress));
    await upload({ objects, signal }, folder, spec.files, prefix);
    return { kind: 'ENCODE' };
  },

  PACKAGE: async ({ lease, secrets, objects, tools, folder, signal }) => {
    const { finished, prefix } = lease;
    const [parts, output] = [join(folder, 'parts'), join(folder, 'output')];
    for (const made of [parts, output]) await mkdir(made, { recursive: true });
    const keys = finished.flatMap(({ spec, output: place }) => spec.files.map((file) => `${place}/${file}`));
    await download({ objects, signal }, keys, parts);
    const specs = finished.map(({ spec }) => spec);
    const {
      frames: _frames,
      warnings: _warnings,
      ...result
    } = await finishParts(tools, parts, output, planFor(lease), specs, { signal, ...encryptionOf(lease, secrets) });
    await uploadAll({ objects, signal }, output, prefix);
    return { kind: 'PACKAGE', result: { ...result, renditions: [...result.renditions] } };
  },
};

/** The playlists' address of the key is another one for each viewer: it is written as they are delivered. */
const keyUri = 'urn:lyceum:content-key';

function encryptionOf({ encryptedFor }: Lease, secrets: Secrets): Pick<FinishOptions, 'encryption'> {
  if (encryptedFor === null) return {};
  const { id, key } = contentKey(secrets, encryptedFor);
  return { encryption: { keyId: id.toString('hex'), key: key.toString('hex'), keyUri } };
}

function planFor({ plan }: Lease): EncodePlan {
  if (!plan) throw new Error('Nothing is encoded without a plan.');
  return plan;
}
