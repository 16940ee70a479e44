import { fileUrl, ownGuard } from './guard';
import { words } from './words';

/** Samples per second that peaks are taken from: more is not seen. */
const SAMPLE_RATE = 8000;
/** Peaks of a whole recording, about. */
const POINTS = 1800;

export const WAVEFORM_FILE = 'waveform.json';

/** Peaks of the sound, in the JSON format of audiowaveform (version 2, 8 bits), which players' waveforms read. */
export interface Waveform {
  readonly version: 2;
  readonly channels: 1;
  readonly sample_rate: number;
  readonly samples_per_pixel: number;
  readonly bits: 8;
  /** Peaks: pairs in `data`. */
  readonly length: number;
  /** Lowest and highest of each stretch, -128 to 127, in turn. */
  readonly data: readonly number[];
}

/** One channel of 16-bit samples on standard output. */
export const pcmArguments = (audio: string): readonly string[] =>
  words(
    ['-nostdin', '-hide_banner', '-v', 'warning', '-nostats', ...ownGuard()],
    ['-i', fileUrl(audio), '-map', '0:a:0', '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 's16le', 'pipe:1'],
  );

/** Takes 16-bit little-endian samples in chunks that may end anywhere. @param duration seconds, about */
export function waveformReader(duration: number): { read: (chunk: Buffer) => void; end: () => Waveform } {
  const stretch = Math.max(16, Math.ceil((duration * SAMPLE_RATE) / POINTS));
  const data: number[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let low = 0;
  let high = 0;
  let samples = 0;
  const close = (): void => {
    if (samples > 0) data.push(low >> 8, high >> 8);
    low = 0;
    high = 0;
    samples = 0;
  };
  return {
    read: (chunk) => {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = bytes.length - (bytes.length % 2);
      for (let at = 0; at < whole; at += 2) {
        const sample = bytes.readInt16LE(at);
        if (samples === 0 || sample < low) low = sample;
        if (samples === 0 || sample > high) high = sample;
        samples += 1;
        if (samples === stretch) close();
      }
      rest = Buffer.from(bytes.subarray(whole));
    },
    end: () => {
      close();
      return {
        version: 2,
        channels: 1,
        sample_rate: SAMPLE_RATE,
        samples_per_pixel: stretch,
        bits: 8,
        length: data.length / 2,
        data,
      };
    },
  };
}
