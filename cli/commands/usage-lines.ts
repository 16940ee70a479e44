import type { NamedUse } from '../../gateway/registry/document-uses';

/** What `documents usage` says: a line for each day, document and key, and their sum. */
export function usageLines(uses: readonly NamedUse[], since: string): string[] {
  const lines = uses.map(({ day, name, version, document, key, runs, errors, cost }) => {
    const shown = name === null ? document : `${name}@${version}`;
    return [day, shown, `key ${key}`, `${runs} runs`, `${errors} with errors`, `cost ${cost}`].join('\t');
  });
  const sum = (column: 'runs' | 'errors' | 'cost') => uses.reduce((total, use) => total + use[column], 0);
  return [...lines, `${sum('runs')} runs since ${since}, ${sum('errors')} with errors; they cost ${sum('cost')}.`];
}
