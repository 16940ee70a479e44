import type { Rewrite, RewriteSegment } from '../compiled-operation';
import type { TypeConditions } from './type-conditions';
import { isTree, merge, own, setOwn } from './tree';

export function applyRewrites(rewrites: readonly Rewrite[], data: unknown, types: TypeConditions): void {
  for (const rewrite of rewrites) {
    for (const object of objectsUnder(data, rewrite.path, types)) {
      if (rewrite.kind === 'set') setOwn(object, rewrite.key, rewrite.value);
      else rename(object, rewrite.key, rewrite.to, types);
    }
  }
}

/** The field may have been asked for under both names: the answers are of one object, and null where either is. */
function rename(object: object, key: string, to: string, types: TypeConditions): void {
  const value = own(object, key);
  if (value === undefined) return;
  Reflect.deleteProperty(object, key);
  const present = own(object, to);
  if (present === null) return;
  if (present === undefined) setOwn(object, to, value);
  else merge(object, { [to]: value }, types.preferred);
}

/** The objects at a path of fields and types, lists entered. */
export function objectsUnder(value: unknown, path: readonly RewriteSegment[], types: TypeConditions): object[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsUnder(item, path, types));
  if (!isTree(value)) return [];
  const [segment, ...rest] = path;
  if (!segment) return [value];
  if ('key' in segment) return objectsUnder(own(value, segment.key), rest, types);
  return types.hold(segment.type, value, true) ? objectsUnder(value, rest, types) : [];
}

/** A subgraph reports a field under the name by which it was asked. */
export function renamedPath(path: readonly (string | number)[], rewrites: readonly Rewrite[]): (string | number)[] {
  return path.map((part) => {
    const rename = rewrites.find((rewrite) => rewrite.kind === 'rename' && rewrite.key === part);
    return rename?.kind === 'rename' ? rename.to : part;
  });
}
