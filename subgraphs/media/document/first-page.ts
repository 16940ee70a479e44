import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { RefusalReason } from '../asset/asset.states';
import { Unusable } from '../image/unusable';
import type { PdfAnswer } from './pdf-thread';

/** Milliseconds for one document. */
const timeLimit = 60_000;
/** Megabytes of JavaScript's own memory for one document. */
const memoryLimit = 512;

export interface FirstPage {
  readonly pageCount: number;
  /** PNG. */
  readonly page: Buffer;
}

/** How many pages a PDF has, and what its first one looks like. @throws Unusable */
export async function firstPage(file: string): Promise<FirstPage> {
  const answer = await ask(file);
  if ('refused' in answer) throw new Unusable(RefusalReason[answer.refused]);
  const { data, width, height, pageCount } = answer;
  // Paper is white where nothing is printed.
  const raw = { raw: { width, height, channels: 4 as const } };
  const page = await sharp(data, raw).flatten({ background: '#ffffff' }).png().toBuffer();
  return { pageCount, page };
}

/** In a thread of its own, so that a document that never ends, or fills the memory, takes nothing else with it. */
async function ask(file: string): Promise<PdfAnswer> {
  const worker = new Worker(threadFile(), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit },
  });
  const answered = new Promise<PdfAnswer>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve({ refused: 'BROKEN' }));
    worker.once('exit', () => resolve({ refused: 'BROKEN' }));
  });
  const timer = setTimeout(() => void worker.terminate(), timeLimit);
  try {
    return await answered;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** Threads run what is built, also where tests compile for themselves only. */
function threadFile(): string {
  const isBuilt = __filename.endsWith('.js');
  const folder = isBuilt ? __dirname : join(__dirname, '../../../dist/subgraphs/media/document');
  return join(folder, 'pdf-thread.js');
}
