import { encoderArguments } from './encoder-arguments';

const after = (words: readonly string[], name: string): string | undefined => words[words.indexOf(name) + 1];

it('reads nothing but FLV from its standard input, and few kinds of it', () => {
  const words = encoderArguments({ hasAudio: true, offset: 0, longest: 60 });
  const input = words.slice(0, words.indexOf('-i'));
  expect(after(input, '-protocol_whitelist')).toBe('pipe');
  expect(after(input, '-format_whitelist')).toBe('flv');
  expect(after(input, '-codec_whitelist')).toBe('h264,aac,mp3,mp3float,pcm_s16le');
  expect(after(words, '-i')).toBe('pipe:0');
  expect(words.filter((word) => word === '-i')).toHaveLength(1);
});

it('makes silence where there is no sound', () => {
  const words = encoderArguments({ hasAudio: false, offset: 0, longest: 60 });
  expect(words).toContain('anullsrc=r=48000:cl=stereo');
  expect(words).toContain('1:a:0');
});

it('goes on in time where the take before ended, and ends by itself', () => {
  const words = encoderArguments({ hasAudio: true, offset: 12.5, longest: 60 });
  expect(after(words, '-output_ts_offset')).toBe('12.521333');
  expect(after(words, '-t')).toBe('60');
});
