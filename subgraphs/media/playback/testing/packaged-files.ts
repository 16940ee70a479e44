import { contentKey } from '../../../../kit/media/content-key';
import type { Scope } from '../../../../kit/scope/scope';
import { AssetProtection } from '../../asset/asset.protection';
import type { Transcoded } from '../../asset/asset.version';
import * as packaged from '../../packaging/testing/packaged';

/** What the clear text of each segment, and picture, is. */
export const segment = (path: string): Buffer => Buffer.from(`bytes of ${path} `.repeat(100));

const hls = 'application/vnd.apple.mpegurl';
const storyboard = 'WEBVTT\n\n00:00.000 --> 00:05.000\nstoryboard-1.jpg#xywh=0,0,160,90\n';

/** What is told of a video of six seconds in two rungs. */
export const transcodedOf = (prefix: string): Transcoded => ({
  jobId: prefix,
  prefix,
  duration: 6,
  width: 640,
  height: 360,
  frameRate: 30,
  hasAudio: true,
  hasVideo: true,
  renditions: [
    { name: '180p', width: 320, height: 180, bandwidth: 255_797, codecs: 'avc1.f4000d,mp4a.40.2', bytes: 1_000 },
    { name: '360p', width: 640, height: 360, bandwidth: 300_463, codecs: 'avc1.f4001e,mp4a.40.2', bytes: 1_000 },
  ],
  hls: 'master.m3u8',
  dash: 'manifest.mpd',
  poster: 'poster.jpg',
  storyboard: 'storyboard.vtt',
  waveform: 'waveform.json',
  audioOnly: 'audio.m4a',
});

interface Packaged {
  readonly prefix: string;
  readonly versionId: string;
  readonly protection?: AssetProtection;
}

/** Writes what the packager wrote for that video, with something else in the place of pictures and sound. */
export async function writePackaged(
  { objects, secrets }: Pick<Scope, 'objects' | 'secrets'>,
  { prefix, versionId, protection }: Packaged,
): Promise<void> {
  const isCbcs = protection === AssetProtection.CBCS;
  const list = isCbcs ? packaged.cbcsPlaylist : packaged.mediaPlaylist;
  const texts: readonly (readonly [path: string, body: string, contentType: string])[] = [
    ['master.m3u8', packaged.multivariant, hls],
    ['manifest.mpd', isCbcs ? withKeyId(contentKey(secrets, versionId).id) : packaged.manifest, 'application/dash+xml'],
    ...['v180', 'v360', 'a'].map((folder) => [`${folder}/index.m3u8`, list, hls] as const),
    ...['v180', 'v360'].map((folder) => [`${folder}/iframe.m3u8`, packaged.iFramePlaylist, hls] as const),
    ['storyboard.vtt', storyboard, 'text/vtt'],
    ['waveform.json', '[]', 'application/json'],
  ];
  const media = ['init.mp4', '00001.m4s', '00002.m4s'];
  const files = ['v180', 'v360', 'a'].flatMap((folder) => media.map((file) => `${folder}/${file}`));
  for (const [path, body, contentType] of texts)
    await objects.put(`${prefix}/${path}`, Buffer.from(body), { contentType });
  for (const path of [...files, 'poster.jpg', 'storyboard-1.jpg', 'audio.m4a'])
    await objects.put(`${prefix}/${path}`, segment(path), { contentType: typeOf(path) });
}

function withKeyId(id: Buffer): string {
  const uuid = id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return packaged.cbcsManifest.replaceAll('00112233-4455-6677-8899-aabbccddeeff', uuid);
}

function typeOf(path: string): string {
  if (path.endsWith('.jpg')) return 'image/jpeg';
  return path.endsWith('.m4s') ? 'video/iso.segment' : 'video/mp4';
}
