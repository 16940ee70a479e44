import type { Person } from '../harness/people';
import type { Lyceum } from '../harness/lyceum';

/** What a player is told at its start, or why it may not. */
export interface Started {
  readonly __typename: string;
  readonly playback?: { readonly id: string; readonly state: string };
  readonly urls?: { readonly hlsUrl: string; readonly dashUrl: string | null; readonly posterUrl: string };
}

export interface Fetched {
  readonly status: number;
  readonly code: string | null;
  readonly type: string | null;
  readonly body: Buffer;
  /** Name and value of the cookie that it set, if it did. */
  readonly cookie: string | undefined;
}

interface With {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
}

/** Asks to play a lesson. */
export async function startPlayback(lyceum: Lyceum, { token }: Person, lessonId: string) {
  return lyceum.send<{ startPlayback: Started }>(
    `mutation ($input: StartPlaybackInput!) {
      startPlayback(input: $input) {
        __typename
        ... on StartPlaybackPayload { playback { id state } urls { hlsUrl dashUrl posterUrl } }
      }
    }`,
    { variables: { input: { lessonId } }, token },
  );
}

/** Asks to go on. */
export async function renewPlayback(lyceum: Lyceum, { token }: Person, grantId: string): Promise<object> {
  const { renewPlayback: renewed } = await lyceum.ask<{ renewPlayback: object }>(
    `mutation ($input: RenewPlaybackInput!) {
      renewPlayback(input: $input) { __typename ... on PlaybackEnded { reason } }
    }`,
    { variables: { input: { grantId } }, token },
  );
  return renewed;
}

/** Fetches one file, as a player with this token or cookie does. */
export async function fetchFile(url: string, { token, cookie }: With = {}): Promise<Fetched> {
  const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(cookie ? { cookie } : {}) };
  const response = await fetch(url, { headers });
  const body = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    code: response.ok ? null : codeIn(body),
    type: response.headers.get('content-type'),
    body,
    cookie: response.headers.getSetCookie()[0]?.split(';', 1)[0],
  };
}

function codeIn(body: Buffer): string | null {
  const { errors } = JSON.parse(body.toString()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? null;
}

/** Every address that a playlist names: of playlists, keys, beginnings and segments. */
export function addressesIn(playlist: string, at: string): string[] {
  const lines = playlist.split('\n').filter((line) => line !== '');
  const named = lines.flatMap((line) => (line.startsWith('#') ? (/URI="([^"]+)"/.exec(line)?.[1] ?? []) : line));
  return [...new Set(named)].map((name) => new URL(name, at).href);
}

/** Everything that a player of HLS may fetch, by address, from the multivariant playlist on. */
export async function everyFile(hlsUrl: string, cookie: string): Promise<ReadonlyMap<string, Fetched>> {
  const found = new Map<string, Fetched>();
  const due = [hlsUrl];
  for (let url = due.pop(); url !== undefined; url = due.pop()) {
    if (found.has(url)) continue;
    const file = await fetchFile(url, { cookie });
    found.set(url, file);
    if (url.endsWith('.m3u8')) due.push(...addressesIn(file.body.toString(), url));
  }
  return found;
}
