/** What would be read as something else further on: separators, control characters, nothing at all. */
const unclear = /[\p{Cc}/\\]/u;

/**
 * Whether a request's target lies below `/<subgraph>/` by everybody's reading: no dot segment, no encoded separator, no
 * other spelling of the name. What does not, reaches no subgraph.
 */
export function isPublicPath(target: string, subgraph: string): boolean {
  const path = target.split('?', 1)[0]!;
  return path.startsWith(`/${subgraph}/`) && !path.includes('#') && path.slice(1).split('/').every(isPlain);
}

function isPlain(segment: string): boolean {
  const name = decoded(segment);
  return name !== null && name !== '.' && name !== '..' && !unclear.test(name);
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
