import { PDFiumLibrary } from '@hyzyla/pdfium';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';

export type PdfAnswer =
  | { readonly refused: 'BROKEN' | 'ENCRYPTED' | 'TOO_LARGE' }
  | { readonly pageCount: number; readonly data: Uint8Array; readonly width: number; readonly height: number };

/** Pages that a document may have. */
const mostPages = 10_000;
/** Pixels across of the picture. */
const width = 1280;
/** A page that is longer is as wide as fits. */
const longest = 2560;

async function look(file: string): Promise<PdfAnswer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(await readFile(file));
  const pageCount = document.getPageCount();
  if (pageCount < 1) return { refused: 'BROKEN' };
  if (pageCount > mostPages) return { refused: 'TOO_LARGE' };
  const page = document.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(width / originalWidth, longest / originalHeight);
  const { data, ...shown } = await page.render({ scale, render: 'bitmap' });
  return { pageCount, data, width: shown.width, height: shown.height };
}

look(workerData as string).then(
  (answer) => parentPort?.postMessage(answer),
  (error: unknown) => parentPort?.postMessage({ refused: reasonOf(error) } satisfies PdfAnswer),
);

function reasonOf(error: unknown): 'BROKEN' | 'ENCRYPTED' {
  return /password/i.test(String(error)) ? 'ENCRYPTED' : 'BROKEN';
}
