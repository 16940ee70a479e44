import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Tools } from './binaries';
import { encodePart, type RunOptions } from './encode';
import { finishParts, type FinishOptions } from './finish';
import { partsOf, type SplitOptions } from './parts';
import { planOf, type PlanOptions } from './plan';
import { probeSource, type ProbeOptions } from './probe';
import type { TranscodeResult } from './result';

export type TranscodeOptions = RunOptions &
  FinishOptions &
  Pick<ProbeOptions, 'kind' | 'limits'> &
  Pick<PlanOptions, 'preset'> & {
    /** Never splits unless told: on one machine one run uses all processors. */
    readonly split?: SplitOptions | undefined;
  };

/** All of it on this machine. On failure `outputFolder` is gone. @param outputFolder made here; empty before @throws TranscodeError */
export async function transcode(
  tools: Tools,
  source: string,
  outputFolder: string,
  options: TranscodeOptions = {},
): Promise<TranscodeResult> {
  const { signal, onProgress, encryption, kind, limits, preset, split } = options;
  const facts = await probeSource(tools, source, { ...(kind && { kind }), ...(limits && { limits }), signal });
  const { toneMapping } = tools;
  const plan = planOf(facts, { toneMapping, ...(kind && { kind }), ...(preset && { preset }) });
  const parts = partsOf(plan, split ?? { splitFrom: Infinity });
  const partsFolder = `${resolve(outputFolder)}.parts`;
  try {
    for (const part of parts) await encodePart(tools, source, partsFolder, plan, part, { signal, onProgress });
    return await finishParts(tools, partsFolder, outputFolder, plan, parts, { signal, encryption });
  } finally {
    await rm(partsFolder, { recursive: true, force: true });
  }
}
