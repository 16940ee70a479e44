import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../cli/files';
import { patientGateway } from '../../kit/testing/test-house';

const program = join(projectFolder, 'dist', 'cli', 'main.js');

/** Where what was fetched or compiled is kept: a command shall not do that again. */
const { HOME, XDG_CACHE_HOME, NODE_COMPILE_CACHE } = process.env;
const cache = { HOME, XDG_CACHE_HOME, NODE_COMPILE_CACHE };

/** Where a test failed, its process is still there; it would keep the tests of this file from ending, and its port. */
const alive = new Set<Command>();
afterAll(() => Promise.all([...alive].map((command) => command.signal('SIGTERM'))));

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A `lyceum` command as a process of its own, from the built product. */
export class Command {
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private readonly readers = new Set<() => void>();

  constructor(args: readonly string[], environment: Record<string, string> = {}) {
    if (!existsSync(program)) throw new Error('Run npm run build first: this test starts the built product.');
    this.child = spawn(process.execPath, [program, ...args], {
      env: { PATH: '/usr/bin:/bin', ...cache, NODE_ENV: 'development', ...patientGateway, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    alive.add(this);
    this.ended = once(this.child, 'exit').finally(() => {
      alive.delete(this);
      this.notify();
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
        this.notify();
      });
    }
  }

  /** Until the output contains the text; fails when the process ends before. */
  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`It ended without saying "${text}":\n${this.output}`);
      await new Promise<void>((read) => this.readers.add(read));
    }
  }

  async signal(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.end();
  }

  async end(): Promise<Ended> {
    await this.ended;
    return { code: this.child.exitCode, output: this.output };
  }

  private notify(): void {
    for (const read of this.readers) read();
    this.readers.clear();
  }
}

/** Runs a command to its end. */
export function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  return new Command(args, environment).end();
}
