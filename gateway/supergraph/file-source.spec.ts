import { mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { FileSource } from './file-source';
import { turn } from '../testing/turn';

const interval = 500;
const folder = mkdtempSync(join(tmpdir(), 'lyceum-supergraph-'));
const file = join(folder, 'supergraph.graphql');
let timers: ManualTimers;
let source: FileSource;
let heard: string[];

beforeEach(async () => {
  writeFileSync(file, 'first');
  timers = new ManualTimers();
  source = new FileSource(file, { interval, timers });
  heard = [];
  expect(await source.current()).toBe('first');
  source.watch((text) => heard.push(text));
  await look();
});

afterEach(() => {
  source.close();
  expect(timers.pending).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const look = (): Promise<void> => turn(timers, interval);

it('tells of a file that was written over', async () => {
  writeFileSync(file, 'second');
  await look();
  await look();
  await look();
  expect(heard).toEqual(['second']);
});

it('tells of a file that another one was renamed to, as editors do', async () => {
  writeFileSync(`${file}.tmp`, 'renamed');
  renameSync(`${file}.tmp`, file);
  await look();
  await look();
  expect(heard).toEqual(['renamed']);
});

it('waits until a file is not written any more', async () => {
  writeFileSync(file, 'ha');
  await look();
  writeFileSync(file, 'half, and more');
  await look();
  expect(heard).toEqual([]);
  await look();
  expect(heard).toEqual(['half, and more']);
});

it('says nothing of a file that was written with the same text, nor of one that nobody touched', async () => {
  writeFileSync(file, 'first');
  await look();
  await look();
  await look();
  expect(heard).toEqual([]);
});

it('bears a file that is gone for a while', async () => {
  unlinkSync(file);
  await look();
  await look();
  writeFileSync(file, 'back');
  await look();
  await look();
  expect(heard).toEqual(['back']);
});

it('follows a symbolic link that is pointed elsewhere, as mounted configuration does', async () => {
  writeFileSync(join(folder, 'elsewhere'), 'linked');
  unlinkSync(file);
  symlinkSync(join(folder, 'elsewhere'), file);
  await look();
  await look();
  expect(heard).toEqual(['linked']);
});

it('cannot start without a file, and names it', async () => {
  const missing = new FileSource(join(folder, 'missing.graphql'));
  await expect(missing.current()).rejects.toThrow(/The supergraph cannot be read: .*missing\.graphql/);
});
