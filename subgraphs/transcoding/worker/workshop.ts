import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../../kit/process/is-alive';

const name = /^worker-(.+)-(\d+)-([0-9a-f-]{36})$/;
const host = hostname();

/** Workers of this process. */
const open = new Set<string>();

/** The folder of one worker, in which it keeps sources and parts while it works on them. */
export class Workshop {
  private constructor(
    readonly folder: string,
    private readonly workerId: string,
  ) {}

  /** Makes the folder, and removes those of workers that were killed. */
  static async open(parent: string, workerId: string): Promise<Workshop> {
    await mkdir(parent, { recursive: true });
    for (const entry of await readdir(parent))
      if (isLeftover(entry)) await rm(join(parent, entry), { recursive: true, force: true });
    open.add(workerId);
    const folder = join(parent, nameOf(process.pid, workerId));
    await mkdir(folder);
    return new Workshop(folder, workerId);
  }

  /** Gives the work an empty folder, which is gone afterwards. */
  async within<T>(task: string, work: (folder: string) => Promise<T>): Promise<T> {
    const folder = join(this.folder, task);
    await mkdir(folder);
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Leaves a mark by which a health check sees that the worker is well. */
  async mark(): Promise<void> {
    await writeFile(join(this.folder, 'alive'), '');
  }

  async close(): Promise<void> {
    open.delete(this.workerId);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** With the name of the machine: whether a process of another one lives, nobody can tell here. */
export const nameOf = (pid: number, workerId: string): string => `worker-${host}-${pid}-${workerId}`;

/** In a container each process has the number of the one before it. */
function isLeftover(entry: string): boolean {
  const [, machine, pid, workerId] = name.exec(entry) ?? [];
  if (machine !== host || pid === undefined || workerId === undefined) return false;
  return Number(pid) === process.pid ? !open.has(workerId) : !isAlive(Number(pid));
}
