import { createDecipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentIv } from '../../subgraphs/media/packaging/segment-cipher';
import type { ProductPeer } from '../course-page/product-peer';
import { ask, startQuery, type Started } from './ask';
import type { BarePeer } from './bare-peer';
import type { MediaWorld } from './world';

export interface SegmentPeer {
  readonly name: string;
  readonly origin: string;
  readonly pids: readonly number[];
  /** What each connection sends with its requests, and where it finds the files; with a slash at its end. */
  readonly places: readonly Place[];
  /** The file as it was packaged, of what came. */
  readonly clear: (bytes: Buffer, path: string) => Buffer;
}

export interface Place {
  readonly headers: Readonly<Record<string, string>>;
  readonly base: string;
}

export const fastify = 'bare Fastify static';

export function barePeer({ origin, pids }: BarePeer, connections: number): SegmentPeer {
  const places = Array.from({ length: connections }, () => ({ headers: {}, base: '/files/' }));
  return { name: fastify, origin, pids, places, clear: (bytes) => bytes };
}

/** A viewer with a grant of their own on each connection, known by the cookie, as browsers are. */
export async function productPeer(
  product: ProductPeer,
  world: MediaWorld,
  protection: 'CLEAR' | 'AES_128',
  connections: number,
): Promise<SegmentPeer> {
  const { origin } = new URL(product.url);
  const places: Place[] = [];
  for (const token of world.learners.slice(0, connections)) {
    const variables = { input: { lessonId: world.lessonIds[protection] } };
    const { startPlayback } = await ask<Started>(product.url, token, startQuery, variables);
    if (!startPlayback.urls) throw new Error(`No grant: ${JSON.stringify(startPlayback)}`);
    places.push(await placeOf(origin, startPlayback.urls.hlsUrl, token));
  }
  const { headers, base } = places[0]!;
  const key = protection === 'CLEAR' ? null : await bytesOf(await whole(`${origin}${base}key`, headers));
  const clear = (bytes: Buffer, path: string): Buffer => (key ? decrypted(bytes, key, path) : bytes);
  return { name: `${product.name}, ${protection}`, origin, pids: product.pids, places, clear };
}

/** Where a viewer finds the files of a grant once the first playlist has brought the cookie. */
export async function placeOf(origin: string, hlsUrl: string, token: string): Promise<Place> {
  const { pathname } = new URL(hlsUrl);
  const headers = { authorization: `Bearer ${token}` };
  const cookie = (await whole(origin + pathname, headers)).headers.get('set-cookie')?.split(';', 1)[0];
  if (!cookie) throw new Error('No cookie came with the first playlist.');
  return { headers: { cookie }, base: pathname.slice(0, pathname.lastIndexOf('/') + 1) };
}

/** @throws where a peer answers anything but what was packaged */
export async function refuseOtherBytes(peers: readonly SegmentPeer[], paths: readonly string[], packaged: string) {
  for (const { name, origin, places, clear } of peers)
    for (const path of paths)
      for (const { headers, base } of places) {
        const came = await bytesOf(await whole(origin + base + path, headers));
        if (!clear(came, path).equals(await readFile(join(packaged, path))))
          throw new Error(`${name} answers other bytes for ${path}.`);
      }
}

function decrypted(bytes: Buffer, key: Buffer, path: string): Buffer {
  const cipher = createDecipheriv('aes-128-cbc', key, segmentIv(key, path));
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

async function whole(url: string, headers: Record<string, string>): Promise<Response> {
  const response = await fetch(url, { headers });
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return response;
}

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
