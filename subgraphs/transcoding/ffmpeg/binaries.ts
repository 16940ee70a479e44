import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TranscodeError } from './reason';
import { answerOf } from './answer';
import { lacks, versionOf, type Capability } from './capability';

/** A program, where it is, and why it was taken. */
export interface Tool {
  readonly path: string;
  readonly version: string;
  /** A setting, this machine's own, or an optional dependency of npm. */
  readonly from: 'SETTING' | 'SYSTEM' | 'NPM';
}

/** Programs of the system that others run under; null where this machine has none. */
export interface Wrappers {
  /** Ends a program together with the process that started it, even where that one is killed. */
  readonly setpriv: string | null;
  /** Bounds memory, processor time and file size. */
  readonly prlimit: string | null;
  /** Lowers the priority. */
  readonly nice: string | null;
}

export interface Tools {
  readonly ffmpeg: Tool;
  readonly ffprobe: Tool;
  readonly packager: Tool;
  readonly wrappers: Wrappers;
  /** Whether this FFmpeg can turn HDR into SDR. */
  readonly toneMapping: boolean;
  /** For the log: which programs were taken, and why. */
  readonly lines: readonly string[];
}

export interface ToolPaths {
  /** FFMPEG_PATH, FFPROBE_PATH, PACKAGER_PATH: taken or refused, never passed over. */
  readonly ffmpeg?: string | undefined;
  readonly ffprobe?: string | undefined;
  readonly packager?: string | undefined;
  /** Where the system keeps programs. */
  readonly folders?: readonly string[];
}

const FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin'];

interface Candidate {
  readonly path: string;
  readonly from: Tool['from'];
}

/** Looks for the programs, once: at boot. @throws TranscodeError TOOLS_MISSING with what was tried and why it was not taken */
export async function findTools(paths: ToolPaths = {}): Promise<Tools> {
  const folders = paths.folders ?? FOLDERS;
  const lines: string[] = [];
  const find = async (name: Capability, given: string | undefined, npm: string | null): Promise<Tool> => {
    const refused: string[] = [];
    for (const candidate of candidates(name, given, npm, folders)) {
      const { version, why } = await examine(name, candidate);
      if (why === null) {
        const passed = refused.length > 0 ? `; not ${refused.join(', not ')}` : '';
        lines.push(`${name} ${version}, ${WHENCE[candidate.from]} (${candidate.path})${passed}`);
        return { ...candidate, version };
      }
      refused.push(`${candidate.path}: ${why}`);
    }
    throw new TranscodeError(
      'TOOLS_MISSING',
      `No ${name}: ${refused.join('; ') || 'none on this machine'}. ${HOW[name]}`,
    );
  };
  const ffmpeg = await find('ffmpeg', paths.ffmpeg, fromNpm(`@ffmpeg-binary/${platform()}`, executable('ffmpeg')));
  const ffprobe = await find(
    'ffprobe',
    paths.ffprobe,
    fromNpm(`@ffprobe-installer/${platform()}`, executable('ffprobe')),
  );
  const packager = await find('packager', paths.packager, packagerOfNpm());
  const toneMapping = (await lacks('ffmpeg', ffmpeg.path, TONE_MAPPING)) === null;
  if (!toneMapping) lines.push('ffmpeg lacks zscale or tonemap: colours of HDR sources will look pale');
  return { ffmpeg, ffprobe, packager, wrappers: await findWrappers(folders), toneMapping, lines };
}

const TONE_MAPPING = { filters: ['zscale', 'tonemap'] };

const WHENCE: Readonly<Record<Tool['from'], string>> = {
  SETTING: 'as set',
  SYSTEM: "this machine's own",
  NPM: 'of npm',
};

const HOW: Readonly<Record<Capability, string>> = {
  ffmpeg: 'Install FFmpeg 5.1 or newer with libx264, or set FFMPEG_PATH.',
  ffprobe: 'Install FFmpeg 5.1 or newer, or set FFPROBE_PATH.',
  packager: 'Install the optional dependency shaka-packager, or set PACKAGER_PATH.',
};

const executable = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);
const platform = (): string => `${process.platform}-${process.arch}`;

/** A setting stands alone: whoever names a program wants that one or an error. */
function* candidates(
  name: Capability,
  given: string | undefined,
  npm: string | null,
  folders: readonly string[],
): Generator<Candidate> {
  if (given) return yield { path: given, from: 'SETTING' };
  for (const folder of folders) {
    const path = join(folder, executable(name));
    // What is called `packager` elsewhere is rarely this one.
    if (name !== 'packager' && existsSync(path)) yield { path, from: 'SYSTEM' };
  }
  if (npm) yield { path: npm, from: 'NPM' };
}

async function examine(name: Capability, { path, from }: Candidate): Promise<{ version: string; why: string | null }> {
  if (!existsSync(path)) return { version: '', why: 'no such file' };
  if (!canRun(path, from === 'NPM')) return { version: '', why: 'not executable' };
  const version = await versionOf(name, path);
  if (version === null) return { version: '', why: 'does not run' };
  if (from === 'SYSTEM' && tooOld(version)) return { version, why: `${version} is older than 5.1` };
  return { version, why: await lacks(name, path) };
}

/** npm unpacks some programs without the right to run them. */
function canRun(path: string, mayChange: boolean): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    if (!mayChange) return false;
  }
  try {
    chmodSync(path, 0o755);
    return true;
  } catch {
    return false;
  }
}

/** Builds from the development branch name no version: for them only what they can do counts. */
export function tooOld(version: string): boolean {
  const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined) return false;
  return Number(major) < 5 || (Number(major) === 5 && Number(minor) < 1);
}

function fromNpm(packageName: string, file: string): string | null {
  try {
    return join(dirname(require.resolve(`${packageName}/package.json`)), file);
  } catch {
    return null;
  }
}

function packagerOfNpm(): string | null {
  const system = { linux: 'linux', darwin: 'osx', win32: 'win' }[process.platform as string];
  return system ? fromNpm('shaka-packager', join('bin', executable(`packager-${system}-${process.arch}`))) : null;
}

async function findWrappers(folders: readonly string[]): Promise<Wrappers> {
  const find = async (name: string, args: readonly string[]): Promise<string | null> => {
    for (const path of folders.map((folder) => join(folder, name)).filter((path) => existsSync(path))) {
      if ((await answerOf(path, [...args, process.execPath, '--version'])) !== null) return path;
    }
    return null;
  };
  return {
    setpriv: await find('setpriv', ['--pdeathsig', 'KILL', '--']),
    prlimit: await find('prlimit', ['--core=0', '--']),
    nice: await find('nice', ['-n', '10', '--']),
  };
}
