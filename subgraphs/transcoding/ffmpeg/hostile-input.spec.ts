import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { TestSources } from '../testing/sources';
import { words } from './words';
import { findTools, transcode, type Tools, type TranscodeOptions } from './index';

let tools: Tools;
let sources: TestSources;
let folder: string;
/** A local file that an uploaded one must not bring into the output: a picture and a sound. */
let secret: string;

beforeAll(async () => {
  tools = await findTools();
  sources = new TestSources(tools);
  folder = await mkdtemp(join(tmpdir(), 'lyceum-hostile-'));
  secret = sources.path('silent.mp4');
});

afterAll(async () => {
  sources.close();
  await rm(folder, { recursive: true, force: true });
});

const output = (): string => join(folder, 'output');

/** The reason; nothing is left behind. */
async function refused(source: string, options: TranscodeOptions = {}): Promise<string> {
  const reason = await transcode(tools, source, output(), { preset: 'ultrafast', ...options }).then(
    () => 'TAKEN',
    (error: { reason: string }) => error.reason,
  );
  expect(existsSync(output())).toBe(false);
  return reason;
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(sources.folder, name);
  await writeFile(path, content);
  return path;
}

const small = (size = '320x180', seconds = 1): readonly string[] =>
  words('-f', 'lavfi', '-i', `color=red:s=${size}:r=25:d=${seconds}`);
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];

describe('files that name others', () => {
  const playlist = (name: string): string => `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${name}\n#EXT-X-ENDLIST\n`;
  const manifest = (name: string): string =>
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S">' +
    '<Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000" codecs="avc1.42c00c">' +
    `<BaseURL>${name}</BaseURL></Representation></AdaptationSet></Period></MPD>`;

  it.each<[string, string, (secret: string) => string]>([
    ['a playlist', 'playlist.mp4', (path) => playlist(`file://${path}`)],
    ['a playlist with a relative name', 'relative.mp4', () => playlist('silent.mp4')],
    ['a playlist of concat:', 'concat-protocol.mp4', (path) => playlist(`concat:${path}|${path}`)],
    ['a DASH manifest', 'manifest.mp4', (path) => manifest(`file://${path}`)],
    ['a DASH manifest with a relative name', 'relative-manifest.mp4', () => manifest('silent.mp4')],
    ['a concat list', 'list.mp4', () => "ffconcat version 1.0\nfile 'silent.mp4'\n"],
    ['a concat list with an absolute name', 'absolute.mp4', (path) => `ffconcat version 1.0\nfile '${path}'\n`],
    ['an SDP file', 'session.mp4', () => 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n'],
  ])('are refused: %s', async (_, name, content) => {
    const path = await written(name, content(secret));
    for (const kind of ['VIDEO', 'AUDIO'] as const) expect(await refused(path, { kind })).toBe('NOT_MEDIA');
  });
});

describe('files that are something else', () => {
  it('a PNG called mp4', async () => {
    const png = sources.make([...small(), '-frames:v', '1', '-f', 'image2', '-c:v', 'png'], 'picture.mp4');
    expect(await refused(png)).toBe('NOT_MEDIA');
  });

  it('an SVG with a script', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script>alert(1)</script></svg>';
    expect(await refused(await written('script.mp4', svg))).toBe('NOT_MEDIA');
  });

  it('a zip bomb, in whichever kind of archive', async () => {
    const zeros = Buffer.alloc(50_000_000);
    const entry = Buffer.from('504b0304140000000800', 'hex');
    for (const bomb of [Buffer.concat([entry, Buffer.alloc(20), deflateRawSync(zeros)]), gzipSync(zeros)]) {
      for (const kind of ['VIDEO', 'AUDIO'] as const) {
        expect(await refused(await written('bomb.mp4', bomb), { kind })).toBe('NOT_MEDIA');
      }
    }
  });

  it('text, random bytes and nothing at all', async () => {
    const noise = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7919 + (at >> 3) * 104_729) % 256));
    expect(await refused(await written('text.mp4', 'root:x:0:0:root:/root:/bin/sh\n'.repeat(500)))).toBe('NOT_MEDIA');
    expect(await refused(await written('noise.mp4', noise))).toBe('NOT_MEDIA');
    expect(await refused(await written('empty.mp4', ''))).toBe('NOT_MEDIA');
  });

  it('a cover without sound', async () => {
    const cover = sources.make(
      [...small(), '-frames:v', '1', '-c:v', 'mjpeg', '-disposition:v:0', 'attached_pic'],
      'cover.mp4',
    );
    expect(await refused(cover)).toBe('NO_STREAMS');
  });
});

it('gives of a polyglot the picture alone, and of what it says about itself nothing', async () => {
  const marker = 'MARKER-7f3a';
  const metadata = ['-metadata', `title=${marker}`, '-metadata', `comment=<script>${marker}</script>`];
  const polyglot = sources.make([...small('320x180', 2), ...x264, ...metadata], 'polyglot.mp4');
  await appendFile(polyglot, `<html><script>${marker}</script></html>PK\u0005\u0006${marker}`);
  await transcode(tools, polyglot, output(), { preset: 'ultrafast' });
  const entries = await readdir(output(), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(5);
  for (const { parentPath, name } of files) {
    expect((await readFile(join(parentPath, name))).includes(marker)).toBe(false);
  }
  await rm(output(), { recursive: true });
});

describe('files that are too much', () => {
  it('a pixel bomb', async () => {
    const bomb = sources.make([...small('16000x9000', 0.04), ...x264], 'pixels.mp4');
    expect(await refused(bomb)).toBe('TOO_MANY_PIXELS');
  });

  it('a pixel bomb whose container tells a small size', async () => {
    const honest = sources.make([...small('8192x4608', 0.2), ...x264], 'large.mkv');
    // The track's width and height in Matroska: B0 82 and BA 82, two bytes each.
    const bytes = await readFile(honest);
    for (const [id, size] of [
      [0xb0, 320],
      [0xba, 180],
    ] as const) {
      const at = bytes.indexOf(Buffer.from([id, 0x82]));
      expect(at).toBeGreaterThan(0);
      bytes.writeUInt16BE(size, at + 2);
    }
    expect(await refused(await written('lying.mkv', bytes))).toMatch(/TOO_MANY_PIXELS|DAMAGED|TRUNCATED/);
  });

  it('a hundred streams', async () => {
    const inputs = Array.from({ length: 100 }, () => ['-map', '0:a']).flat();
    const many = sources.make(['-f', 'lavfi', '-i', 'sine=d=0.1', ...inputs, '-c:a', 'pcm_s16le'], 'streams.mkv');
    expect(await refused(many)).toBe('TOO_MANY_STREAMS');
    const mp4 = sources.make(['-f', 'lavfi', '-i', 'sine=d=0.1', ...inputs, '-c:a', 'aac'], 'streams.mp4');
    expect(await refused(mp4)).toBe('TOO_MANY_STREAMS');
  });

  const apart = words(
    small(),
    ['-vf', 'setpts=N*360000/TB', '-frames:v', '2', '-fps_mode', 'passthrough', '-enc_time_base', '1/1000'],
    x264,
  );

  it.each(['mkv', 'mp4'])('two frames that are a hundred hours apart, in %s', async (ending) => {
    const timescale = ending === 'mp4' ? ['-video_track_timescale', '1000'] : [];
    expect(await refused(sources.make([...apart, ...timescale], `apart.${ending}`))).toBe('TOO_LONG');
  });

  it('the same in a file that does not tell its length', async () => {
    expect(await refused(sources.stream([...apart, '-f', 'matroska'], 'live.mkv'))).toBe('TOO_LONG');
  });

  it('a length, a size and a number of bytes past the limits that are given', async () => {
    expect(await refused(secret, { limits: { duration: 1 } })).toBe('TOO_LONG');
    expect(await refused(secret, { limits: { pixels: 320 * 180 - 1 } })).toBe('TOO_MANY_PIXELS');
    expect(await refused(secret, { limits: { bytes: 1000 } })).toBe('TOO_LARGE');
    expect(await refused(secret, { limits: { streams: 1 } })).toBe('TOO_MANY_STREAMS');
  });
});

describe('files that are too little', () => {
  it.each(['mp4', 'mkv'])('half of an %s file whose index comes first', async (ending) => {
    const faststart = ending === 'mp4' ? ['-movflags', '+faststart'] : [];
    const args = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=20', ...x264, ...faststart];
    const cut = sources.make(args, `cut.${ending}`);
    await truncate(cut, Math.floor((await readFile(cut)).length / 2));
    expect(await refused(cut)).toBe('TRUNCATED');
  });

  it('half of an mp4 file whose index comes last', async () => {
    const cut = sources.make([...small('320x180', 10), ...x264], 'no-index.mp4');
    await truncate(cut, Math.floor((await readFile(cut)).length / 2));
    expect(await refused(cut)).toBe('TRUNCATED');
  });

  it('a picture of eight pixels', async () => {
    expect(await refused(sources.make([...small('8x8'), ...x264], 'tiny.mp4'))).toBe('TOO_FEW_PIXELS');
  });
});

it('prepares a file with holes to its full length', async () => {
  const bytes = await readFile(sources.path('three-seconds.mp4'));
  bytes.fill(0x55, Math.floor(bytes.length * 0.3), Math.floor(bytes.length * 0.4));
  const { frames, duration } = await transcode(tools, await written('holes.mp4', bytes), output(), {
    preset: 'ultrafast',
  });
  expect({ frames, duration }).toEqual({ frames: 75, duration: 3 });
  await rm(output(), { recursive: true });
});

it('starts no program with what a file is called', async () => {
  const path = await written('-i file:x;$(touch pwned),[v]%d.mp4', await readFile(secret));
  const result = await transcode(tools, path, output(), { preset: 'ultrafast' });
  expect(result.frames).toBe(50);
  expect(execFileSync('ls', { cwd: sources.folder, encoding: 'utf8' })).not.toContain('pwned\n');
  await rm(output(), { recursive: true });
});
