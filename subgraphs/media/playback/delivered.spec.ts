import { AssetProtection } from '../asset/asset.protection';
import { deliveredAt } from './delivered';

const { CLEAR, AES_128, CBCS } = AssetProtection;
const at = (path: string, protection: AssetProtection): string | null =>
  deliveredAt(path, { protection, transcoded: { audioOnly: 'audio.m4a' } })?.kind ?? null;

it.each<[string, string | null, string | null, string | null]>([
  ['master.m3u8', 'MULTIVARIANT', 'MULTIVARIANT', 'MULTIVARIANT'],
  ['manifest.mpd', 'DASH', null, 'DASH'],
  ['720p/index.m3u8', 'PLAYLIST', 'PLAYLIST', 'PLAYLIST'],
  ['720p/iframe.m3u8', 'PLAYLIST', null, 'PLAYLIST'],
  ['720p/init.mp4', 'FILE', 'FILE', 'FILE'],
  ['720p/00001.m4s', 'FILE', 'ENCRYPTED', 'FILE'],
  ['audio/00001.m4s', 'FILE', 'ENCRYPTED', 'FILE'],
  ['audio.m4a', 'FILE', null, null],
  ['poster.jpg', 'FILE', 'FILE', 'FILE'],
  ['storyboard.vtt', 'FILE', 'FILE', 'FILE'],
  ['waveform.json', 'FILE', 'FILE', 'FILE'],
  ['captions/a-b.vtt', 'CAPTIONS', 'CAPTIONS', 'CAPTIONS'],
  ['captions/a-b.m3u8', 'CAPTION_PLAYLIST', 'CAPTION_PLAYLIST', 'CAPTION_PLAYLIST'],
  ['key', null, 'KEY', 'KEY'],
  ['license', null, null, 'LICENSE'],
])('%s: %s clear, %s with AES-128, %s with cbcs', (path, clear, aes, cbcs) => {
  expect([CLEAR, AES_128, CBCS].map((protection) => at(path, protection))).toEqual([clear, aes, cbcs]);
});

it.each([
  '',
  '.',
  '..',
  '../source',
  '../../other/1/00001.m4s',
  'v360/../../source',
  'v360/..%2f..%2fsource',
  './v360/init.mp4',
  '/etc/passwd.json',
  'v360//init.mp4',
  'v360\\init.mp4',
  'v360/init.mp4\0.jpg',
  'v360/init.mp4\n',
  '.work/v360.mp4',
  'v360/.hidden.mp4',
  'v360/init..mp4',
  'source',
  'v360/notes.txt',
  'captions/../poster.jpg',
  `${'a/'.repeat(200)}init.mp4`,
])('%j is nothing', (path) => {
  expect([CLEAR, AES_128, CBCS].map((protection) => at(path, protection))).toEqual([null, null, null]);
});
