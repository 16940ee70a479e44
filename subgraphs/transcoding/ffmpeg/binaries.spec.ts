import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tooOld } from './binaries';
import { namesIn } from './capability';
import { findTools } from './index';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lyceum-tools-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers as FFmpeg of a version and with the lists of another would. */
async function program(name: string, version: string, without = 'nothing'): Promise<string> {
  const { ffmpeg } = await findTools({ folders: [] });
  const path = join(folder, name);
  const answer = `if [ "$1" = -version ]; then echo "${name} version ${version} Copyright"; exit; fi`;
  writeFileSync(path, `#!/bin/sh\n${answer}\n"${ffmpeg.path}" "$@" | /usr/bin/sed -e 's/ ${without} / other /'\n`);
  chmodSync(path, 0o755);
  return path;
}

it('takes what npm ships where the machine has nothing, and says so', async () => {
  const tools = await findTools({ folders: [] });
  expect([tools.ffmpeg.from, tools.ffprobe.from, tools.packager.from]).toEqual(['NPM', 'NPM', 'NPM']);
  expect(tools.wrappers).toEqual({ setpriv: null, prlimit: null, nice: null });
  expect(tools.lines[0]).toMatch(/^ffmpeg \S+, of npm \(.*\)$/);
  expect(statSync(tools.ffprobe.path).mode & 0o100).toBe(0o100);
});

it("takes the machine's own when it is new enough and capable", async () => {
  const path = await program('ffmpeg', '5.1.4-0+deb12u1');
  const tools = await findTools({ folders: [folder] });
  expect(tools.ffmpeg).toEqual({ path, from: 'SYSTEM', version: '5.1.4-0+deb12u1' });
});

it.each([
  ['too old', '4.4.2-0ubuntu0.22.04.1', 'nothing', /; not .*ffmpeg: 4\.4\.2-0ubuntu0\.22\.04\.1 is older than 5\.1$/],
  ['without x264', '6.1', 'libx264', /; not .*ffmpeg: lacks encoders libx264$/],
  ['without HLS', '6.1', 'hls', /; not .*ffmpeg: lacks muxers hls$/],
  ['without a filter', '6.1', 'tile', /; not .*ffmpeg: lacks filters tile$/],
])("passes over the machine's own that is %s, and says why", async (_, version, without, line) => {
  await program('ffmpeg', version, without);
  const tools = await findTools({ folders: [folder] });
  expect(tools.ffmpeg.from).toBe('NPM');
  expect(tools.lines[0]).toMatch(line);
});

it('says where colours of HDR will be pale', async () => {
  const path = await program('ffmpeg', '6.1', 'zscale');
  const tools = await findTools({ ffmpeg: path, folders: [] });
  expect([tools.ffmpeg.from, tools.toneMapping]).toEqual(['SETTING', false]);
  expect(tools.lines.at(-1)).toContain('HDR');
});

it.each([
  ['is not there', async () => join(folder, 'nowhere'), 'no such file'],
  [
    'is not executable',
    async () => (await program('ffmpeg', '6.1'), chmodSync(join(folder, 'ffmpeg'), 0o644), join(folder, 'ffmpeg')),
    'not executable',
  ],
  ['is something else', async () => process.execPath, 'does not run'],
  ['lacks what is needed', () => program('ffmpeg', '6.1', 'aac'), 'lacks encoders aac'],
])('refuses a setting that %s, rather than to take another', async (_, path, why) => {
  const finding = findTools({ ffmpeg: await path() });
  await expect(finding).rejects.toMatchObject({
    reason: 'TOOLS_MISSING',
    detail: expect.stringContaining(why) as string,
  });
});

it.each([
  ['4.4.2', true],
  ['5.0.3', true],
  ['5.1', false],
  ['n7.0-7-gd38bf5e08e', false],
  ['8.0', false],
  ['10.1.2', false],
  ['N-66595-gc2b38619c0-static', false],
  ['git-2026-01-01', false],
])('%s is too old: %p', (version, expected) => {
  expect(tooOld(version)).toBe(expected);
});

it('reads the lists of FFmpeg, with and without titles, and names that mean the same', () => {
  const list =
    ' File formats:\n  D. = Demuxing supported\n --\n  E dash            DASH\n D   mov,mp4,m4a     QuickTime\n ..C tile   V->V  x\n V....D libx264  y\n';
  expect([...namesIn(list)]).toEqual(expect.arrayContaining(['dash', 'mov', 'mp4', 'tile', 'libx264']));
});
