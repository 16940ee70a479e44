import { readCaptions } from './captions';
import type { Cue } from './cue';
import { ManifestError } from './manifest-error';
import { pathOf, type UriOf } from './manifest-path';
import { writeWebVtt } from './webvtt';

/** A small picture of a moment: a rectangle of a larger one. */
export interface StoryboardTile {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Path of the picture below the version's prefix. */
  readonly path: string;
  /** Pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** W3C Media Fragments, 4.2.2. */
const tile = /^([^#\s]+)#xywh=(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/;

/** Reads a storyboard: WebVTT whose cues name pictures. `at` is its own path. @throws ManifestError */
export function readStoryboard(text: string, at: string): StoryboardTile[] {
  return cuesOf(text, at).map(({ start, end, text: named }) => {
    const [, uri = '', ...numbers] = tile.exec(named) ?? [];
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    return { start, end, path: pathOf(at, uri), x, y, width, height };
  });
}

/** The storyboard of one grant. @throws ManifestError */
export function writeStoryboard(text: string, { at, uri }: { at: string; uri: UriOf }): string {
  const cues = readStoryboard(text, at).map(({ start, end, path, x, y, width, height }) => ({
    start,
    end,
    settings: '',
    text: `${uri(path)}#xywh=${x},${y},${width},${height}`,
  }));
  return writeWebVtt(cues);
}

function cuesOf(text: string, at: string): readonly Cue[] {
  try {
    const { cues, problems } = readCaptions(Buffer.from(text));
    if (problems.length === 0) return cues;
  } catch (error) {
    throw new ManifestError(`${at} is no storyboard.`, { cause: error });
  }
  throw new ManifestError(`${at} is no storyboard.`);
}
