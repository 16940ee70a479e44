import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { livePlaylistPath } from '../../subgraphs/media/live/ingest/live-files';
import { readLiveList, type LiveList, type Shown } from './live-playlist';
import type { Place } from './segment-peers';

/** When something was whole at a player: by the clock of `Date.now()`, and in seconds of the session. */
export interface Arrival {
  readonly at: number;
  readonly end: number;
}

/** Milliseconds between two looks of who is not told. */
const look = 50;

/** As hls.js with low latency: a playlist that is held until it has one part more, then that part. */
export function watchParts(origin: string, { headers, base }: Place, until: number): Promise<Arrival[]> {
  const url = origin + base;
  const next = (known: LiveList | null): Promise<string> => {
    const query = known ? `?_HLS_msn=${known.next.segment}&_HLS_part=${known.next.part}` : '';
    return textOf(`${url}${livePlaylistPath}${query}`, headers);
  };
  return watch({ until, next, of: ({ parts }) => parts, fetch: ({ uri }) => bytesOf(url + uri, headers) });
}

/** As players without low latency, but for asking more often than they do: whole segments, as soon as they are named. */
export function watchSegments(origin: string, { headers, base }: Place, until: number): Promise<Arrival[]> {
  const url = origin + base;
  const next = async (known: LiveList | null): Promise<string> => {
    if (known) await pause(look);
    return textOf(url + livePlaylistPath, headers);
  };
  return watch({ until, next, of: ({ segments }) => segments, fetch: ({ uri }) => bytesOf(url + uri, headers) });
}

/** The same of a playlist on this disk. */
export function watchFile(file: string, until: number): Promise<Arrival[]> {
  const next = async (): Promise<string> => {
    await pause(look);
    return readFileSync(file, 'utf8');
  };
  return watch({ until, next, of: ({ segments }) => segments, fetch: () => Promise.resolve() });
}

interface Watched {
  /** By the clock of `Date.now()`. */
  readonly until: number;
  readonly next: (known: LiveList | null) => Promise<string>;
  readonly of: (list: LiveList) => readonly Shown[];
  readonly fetch: (shown: Shown) => Promise<unknown>;
}

async function watch({ until, next, of, fetch }: Watched): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  let list: ReturnType<typeof readLiveList> | null = null;
  let startedAt: number | null = null;
  const seen = new Set<string>();
  while (Date.now() < until) {
    const isFirst: boolean = list === null;
    list = readLiveList(await next(list), startedAt);
    if (!Number.isNaN(list.begins)) startedAt ??= list.begins;
    for (const shown of of(list)) {
      if (seen.has(shown.uri)) continue;
      seen.add(shown.uri);
      // What was there before says nothing of how long it took.
      if (isFirst) continue;
      await fetch(shown);
      arrivals.push({ at: Date.now(), end: shown.end });
    }
  }
  return arrivals;
}

async function textOf(url: string, headers: Place['headers']): Promise<string> {
  return (await bytesOf(url, headers)).toString('utf8');
}

async function bytesOf(url: string, headers: Place['headers']): Promise<Buffer> {
  const response = await fetch(url, { headers });
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
