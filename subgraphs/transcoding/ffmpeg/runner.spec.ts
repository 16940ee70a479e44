import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../kit/testing/until';
import { findTools, type Tools } from './index';
import { commandOf, run, type Run } from './runner';

let tools: Tools;
let folder: string;

beforeAll(async () => {
  tools = await findTools();
  folder = await mkdtemp(join(tmpdir(), 'lyceum-runner-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const limits = { memory: 3_000_000_000, cpu: 60, fileBytes: 1_000_000_000, time: 600 };
const none = { setpriv: null, prlimit: null, nice: null };

const shell = (script: string, change: Partial<Run> = {}): Promise<string> =>
  run({ program: '/bin/sh', args: ['-c', script], limits, wrappers: tools.wrappers, cwd: folder, ...change });

/** Whether a process runs; one that ended and that nobody has asked about yet does not. */
const lives = (pid: number): boolean =>
  /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());

it('runs a program under what the machine has', () => {
  const task = { program: '/x', args: ['a'], limits };
  expect(commandOf({ ...task, wrappers: none })).toEqual(['/x', 'a']);
  expect(commandOf({ ...task, wrappers: { setpriv: '/s', prlimit: '/p', nice: '/n' } })).toEqual([
    '/s',
    '--pdeathsig',
    'KILL',
    '--',
    '/p',
    '--as=3000000000',
    '--cpu=60:70',
    '--fsize=1000000000',
    '--core=0',
    '--',
    '/n',
    '-n',
    '10',
    '--',
    '/x',
    'a',
  ]);
});

it('gives what it printed, and the end of what it said', async () => {
  const chunks: Buffer[] = [];
  const said = await shell('echo out; i=0; while [ $i -lt 3000 ]; do echo "line $i" >&2; i=$((i+1)); done', {
    onOutput: (chunk) => chunks.push(chunk),
  });
  expect(Buffer.concat(chunks).toString()).toBe('out\n');
  expect(said.length).toBeLessThanOrEqual(8000);
  expect(said.endsWith('line 2999\n')).toBe(true);
});

it('shows programs nothing of our environment', async () => {
  const chunks: Buffer[] = [];
  await run({
    program: '/usr/bin/env',
    args: [],
    limits,
    wrappers: tools.wrappers,
    onOutput: (chunk) => chunks.push(chunk),
  });
  expect(Buffer.concat(chunks).toString()).toBe('GCONV_PATH=/nonexistent\n');
});

it('kills what is cancelled, with all that it started', async () => {
  const cancel = new AbortController();
  const pids: number[] = [];
  const onOutput = (chunk: Buffer): void => {
    pids.push(...chunk.toString().trim().split(/\s+/).map(Number));
    cancel.abort();
  };
  // The group is deaf for the request to end.
  const running = shell("trap '' TERM; sleep 600 & echo $$ $!; wait; sleep 600", { signal: cancel.signal, onOutput });
  await expect(running).rejects.toMatchObject({ reason: 'CANCELLED' });
  expect(pids).toHaveLength(2);
  expect(pids.filter(lives)).toEqual([]);
});

it('starts nothing when it is cancelled before', async () => {
  const running = shell('touch started', { signal: AbortSignal.abort() });
  await expect(running).rejects.toMatchObject({ reason: 'CANCELLED' });
  expect(await readdir(folder)).not.toContain('started');
});

it('ends what takes too long', async () => {
  await expect(shell('sleep 600', { limits: { ...limits, time: 0.2 } })).rejects.toMatchObject({ reason: 'TIMED_OUT' });
});

it('tells a program that is not there', async () => {
  const running = run({ program: '/nowhere/x', args: [], limits, wrappers: none });
  await expect(running).rejects.toMatchObject({ reason: 'TOOLS_MISSING', retryable: true });
});

// Limits are the kernel's, by programs of Linux.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('limits', () => {
  it('end what writes too much', async () => {
    const running = shell('exec cat /dev/zero > large', { limits: { ...limits, fileBytes: 100_000 } });
    await expect(running).rejects.toMatchObject({ reason: 'TOO_MUCH_WORK', retryable: false });
  });

  it('end what computes too much', async () => {
    // Whoever is nice gets little of a busy machine: a second of its time may take minutes.
    const change = { limits: { ...limits, cpu: 1 }, wrappers: { ...tools.wrappers, nice: null } };
    const running = shell('while :; do :; done', change);
    await expect(running).rejects.toMatchObject({ reason: 'TOO_MUCH_WORK', retryable: false });
  });

  it('end what wants too much memory', async () => {
    const args = ['-v', 'error', '-f', 'lavfi', '-i', 'color=s=8000x8000:d=1', '-c:v', 'libx264', '-f', 'null', '-'];
    const { ffmpeg, wrappers } = tools;
    const running = run({ program: ffmpeg.path, args, limits: { ...limits, memory: 700_000_000 }, wrappers });
    await expect(running).rejects.toMatchObject({ retryable: true });
  });

  it('no process outlives the one that started it, however that ends', async () => {
    const [command, ...args] = commandOf({ program: '/bin/sleep', args: ['600'], limits, wrappers: tools.wrappers });
    const script = `const p = require('node:child_process').spawn(${JSON.stringify(command)}, ${JSON.stringify(args)}, { detached: true, stdio: 'ignore' }); console.log(p.pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(chunk.toString());
    expect(lives(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    // The kernel ends it with its parent; Jest's own time limit ends the test where it does not.
    await until(() => !lives(pid));
  });
});
