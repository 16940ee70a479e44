import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { describeWith, findProgram } from '../../../kit/testing/needs';
import { writeMediaPlaylist, writeMultivariant } from './playlist';
import { segmentCipher, segmentIv } from './segment-cipher';

const modules = join(__dirname, '..', '..', '..', 'node_modules');
const ffmpeg = findProgram('ffmpeg', join(modules, '@ffmpeg-binary', 'linux-x64'));
const packager = findProgram('packager-linux-x64', join(modules, 'shaka-packager', 'bin'));
const run = promisify(execFile);

describeWith(
  { what: 'ffmpeg and shaka-packager (npm ci)', isHere: Boolean(ffmpeg && packager) },
  'what a grant is given',
  () => {
    const key = Buffer.from('ffeeddccbbaa99887766554433221100', 'hex');
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lyceum-packaging-'));
      await packageClip(folder);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('decodes to the frames that were packaged, though every segment is encrypted', async () => {
      const granted = join(folder, 'granted');
      await grantAll(join(folder, 'packaged'), granted);
      const [packagedFrames, grantedFrames] = [await framesOf(join(folder, 'packaged')), await framesOf(granted)];
      expect(packagedFrames.split('\n').length).toBeGreaterThan(150);
      expect(grantedFrames).toBe(packagedFrames);
    });

    it('does not decode with another key', async () => {
      const granted = join(folder, 'other-key');
      await grantAll(join(folder, 'packaged'), granted);
      await writeFile(join(granted, 'key'), Buffer.alloc(16));
      await expect(framesOf(granted)).rejects.toThrow();
    });

    /** Writes everything that the grant's client gets into a folder of its own. */
    async function grantAll(from: string, to: string): Promise<void> {
      const uri = (path: string): string => join(to, path);
      await mkdir(to);
      await writeFile(join(to, 'key'), key);
      for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
        const file = join(entry.parentPath, entry.name);
        const path = file.slice(from.length + 1);
        if (entry.isDirectory()) await mkdir(join(to, path));
        else if (path === 'master.m3u8')
          await writeFile(join(to, path), writeMultivariant(await readFile(file, 'utf8'), { uri, iFrames: false }));
        else if (basename(path) === 'index.m3u8') await writeFile(join(to, path), await mediaPlaylist(file, path, to));
        else if (path.endsWith('.m4s'))
          await pipeline(
            createReadStream(file),
            segmentCipher({ key, iv: segmentIv(key, path) }),
            createWriteStream(join(to, path)),
          );
        else await pipeline(createReadStream(file), createWriteStream(join(to, path)));
      }
    }

    async function mediaPlaylist(file: string, at: string, to: string): Promise<string> {
      const encryption = { keyUri: join(to, 'key'), ivOf: (path: string) => segmentIv(key, path) };
      return writeMediaPlaylist(await readFile(file, 'utf8'), { at, uri: (path) => join(to, path), encryption });
    }
  },
);

/** Five seconds of picture and sound, in segments of two. */
async function packageClip(folder: string): Promise<void> {
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=160x90:r=25:d=5', '-f', 'lavfi', '-i', 'sine=d=5'];
  const video = ['-map', '0:v', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '50', '-sc_threshold', '0', 'v.mp4'];
  await run(ffmpeg ?? '', ['-nostdin', '-v', 'error', ...source, ...video, '-map', '1:a', '-c:a', 'aac', 'a.m4a'], {
    cwd: folder,
  });
  const out = join(folder, 'packaged');
  await mkdir(out);
  const stream = (kind: string, file: string, at: string) =>
    `in=../${file},stream=${kind},init_segment=${at}/init.mp4,segment_template=${at}/$Number%05d$.m4s,playlist_name=${at}/index.m3u8`;
  const streams = [
    `${stream('video', 'v.mp4', 'v')},iframe_playlist_name=v/iframe.m3u8`,
    `${stream('audio', 'a.m4a', 'a')},hls_group_id=audio,hls_name=main`,
  ];
  const lists = ['--hls_playlist_type', 'VOD', '--hls_master_playlist_output', 'master.m3u8'];
  await run(packager ?? '', [...streams, '--segment_duration', '2', '--fragment_duration', '2', ...lists], {
    cwd: out,
  });
}

/** A digest of every frame of picture and sound that a player comes to. */
async function framesOf(folder: string): Promise<string> {
  const input = ['-allowed_extensions', 'ALL', '-i', join(folder, 'master.m3u8'), '-map', '0:v:0', '-map', '0:a:0'];
  const { stdout } = await run(ffmpeg ?? '', ['-nostdin', '-v', 'error', '-xerror', ...input, '-f', 'framemd5', '-']);
  return stdout;
}
