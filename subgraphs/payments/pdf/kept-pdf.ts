import { createHash } from 'node:crypto';
import { dispositionOf } from '../../../kit/objects/disposition';
import type { Scope } from '../../../kit/scope/scope';
import { Typesetter, type Template } from './typesetter';

/** The key of the object that holds a document, set if it is not there. It says what is in it: another template, or another text, is another object. */
export async function keptPdf(scope: Scope, template: Template, view: object, fileName: string): Promise<string> {
  const typesetter = scope.shared(Typesetter);
  const source = await typesetter.sourceOf(template);
  const name = createHash('sha256').update(source).update('\0').update(JSON.stringify(view)).digest('hex');
  const key = `payments/documents/${name}`;
  if (await scope.objects.head(key)) return key;
  await scope.objects.put(key, await typesetter.pdf(template, view), {
    contentType: 'application/pdf',
    cacheControl: 'private, no-cache',
    contentDisposition: dispositionOf('inline', fileName),
  });
  return key;
}
