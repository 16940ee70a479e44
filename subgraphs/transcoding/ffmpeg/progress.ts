/** Where an FFmpeg run is. */
export interface EncodeProgress {
  /** Frames that its first output has. */
  readonly frames: number;
  /** Seconds that its outputs have. */
  readonly seconds: number;
}

/** Reads what `-progress pipe:1` prints, in chunks that may end anywhere: a block of `key=value` ends with `progress`. */
export function progressReader(report: (progress: EncodeProgress) => void): (chunk: Buffer | string) => void {
  let rest = '';
  let frames = 0;
  let seconds = 0;
  return (chunk) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [key, value = ''] = line.split('=', 2).map((part) => part.trim());
      if (key === 'frame') frames = Number(value) || frames;
      // FFmpeg's `out_time_ms` is in microseconds, and `N/A` before the first packet.
      if (key === 'out_time_us') seconds = Math.max(0, Number(value) / 1_000_000 || seconds);
      if (key === 'progress') report({ frames, seconds });
    }
  };
}
