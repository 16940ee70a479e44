import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../../kit/testing/until';
import { holdStill, processesBelow } from './processes';
import type { WorkerProcessOptions } from './worker-process';

const program = join(__dirname, '..', '..', '..', 'dist', 'subgraphs', 'transcoding', 'testing', 'worker-process.js');

/** A worker in a process of its own, to be killed where it stands. */
export class WorkerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly id: string,
  ) {}

  static async start(options: WorkerProcessOptions): Promise<WorkerProcess> {
    if (!existsSync(program)) throw new Error('Run npm run build first: this test starts processes of its own.');
    const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return new WorkerProcess(child, said.toString().trim());
  }

  /** Whether FFmpeg, or the packager, works for it now. */
  isAtWork(): boolean {
    return this.started.length > 0;
  }

  /** Has FFmpeg, or the packager, stand still until somebody kills it. False where none works now. */
  holdStill(): boolean {
    return holdStill(this.started);
  }

  private get started(): number[] {
    return processesBelow(this.id).filter((pid) => pid !== this.child.pid);
  }

  /** By SIGKILL: nothing of it can tidy up. Resolves once what it had started is gone, too. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
    await until(() => !this.isAtWork());
  }
}
