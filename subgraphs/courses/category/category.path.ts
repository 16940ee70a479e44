/** Paths are ltree: one label per ancestor, the category's own last. A label is the id without its hyphens. */
export function childPath(parentPath: string | null, id: string): string {
  const label = id.replaceAll('-', '');
  return parentPath === null ? label : `${parentPath}.${label}`;
}

/** Whether `path` is `ancestor` or lies below it. */
export function contains(ancestor: string, path: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`);
}
