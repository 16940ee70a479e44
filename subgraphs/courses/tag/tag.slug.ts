import { slugOf } from '../../../kit/text/slug';

/** A tag's name in addresses. C, C++ and C# stay apart; a name in a script that has no ASCII form becomes its code points. */
export function tagSlug(name: string): string {
  const spelt = name.normalize('NFKC').replaceAll('+', ' plus ').replaceAll('#', ' sharp ');
  const codes = Array.from(spelt, (sign) => sign.codePointAt(0)?.toString(36)).join('-');
  return slugOf(spelt, codes.slice(0, 80));
}
