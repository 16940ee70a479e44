import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fontFamilies, readFonts } from './fonts';

/** Templates of the house, beside this file. */
export type Template = 'invoice' | 'statement';

/** What was computed for a document that is set is kept for so many of the next ones. */
const kept = 10;

/**
 * Sets documents by typst, once per process. Values travel as data beside the template, which never reads them as source:
 * whatever a name holds is shown, and nothing of it runs. The same values give the same bytes.
 */
export class Typesetter {
  private compiler: Promise<NodeCompiler> | null = null;
  private readonly sources = new Map<Template, Promise<string>>();

  /** Pages of PDF. The thread is busy for as long as it takes: tens of milliseconds. */
  async pdf(template: Template, values: object): Promise<Buffer> {
    const source = await this.sourceOf(template);
    const compiler = await (this.compiler ??= open());
    const inputs = { values: JSON.stringify({ ...values, fonts: fontFamilies }) };
    const compiled = compiler.compile({ mainFileContent: source, inputs });
    const document = compiled.result;
    if (!document) throw new Error(`${template}.typ cannot be set: ${messageOf(compiled)}`);
    const pdf = compiler.pdf(document, {});
    compiler.evictCache(kept);
    return pdf;
  }

  /** What a template is made of: another text, other documents. */
  sourceOf(template: Template): Promise<string> {
    const known = this.sources.get(template) ?? readFile(join(__dirname, `${template}.typ`), 'utf8');
    this.sources.set(template, known);
    return known;
  }
}

async function open(): Promise<NodeCompiler> {
  return NodeCompiler.create({ workspace: __dirname, fontArgs: [{ fontBlobs: await readFonts() }] });
}

function messageOf(compiled: ReturnType<NodeCompiler['compile']>): string {
  return JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no reason given');
}
