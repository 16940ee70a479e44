/** Lesson id → ids of the lessons to complete before it. */
export type Prerequisites = ReadonlyMap<string, readonly string[]>;

/** The circle of lessons that leads from `start` back to it, starting there; null when nothing waits for itself. */
export function cycleThrough(prerequisites: Prerequisites, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    for (const next of prerequisites.get(id) ?? []) {
      if (next === start) return pathTo(id, start, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      open.push(next);
    }
  }
  return null;
}

function pathTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [end];
  for (let id = end; id !== start;) {
    id = cameFrom.get(id)!;
    path.unshift(id);
  }
  return path;
}
