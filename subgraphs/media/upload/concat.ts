import { isUuid } from '../../../kit/scope/ids';

/** What an Upload-Concat header says (tus 1.0, concatenation): a part of an upload, or the upload that parts are joined to. */
export type Concat = { readonly kind: 'PARTIAL' } | { readonly kind: 'FINAL'; readonly partIds: readonly string[] };

/** Null where it is none that we take. Parts are named by their URLs, whole or relative to `endpoint`. */
export function readConcat(header: string, endpoint: string): Concat | null {
  if (header === 'partial') return { kind: 'PARTIAL' };
  const [kind, list, ...rest] = header.split(';');
  if (kind !== 'final' || list === undefined || rest.length > 0) return null;
  const partIds = list
    .trim()
    .split(/ +/)
    .map((url) => idAt(url, endpoint));
  return partIds.every((id) => id !== null) ? { kind: 'FINAL', partIds } : null;
}

function idAt(url: string, endpoint: string): string | null {
  const found = URL.parse(url, `${endpoint}/`);
  const prefix = `${new URL(endpoint).pathname}/`;
  const id = found?.pathname.startsWith(prefix) ? found.pathname.slice(prefix.length) : '';
  return isUuid(id) ? id : null;
}
