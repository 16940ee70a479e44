import { statSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProductPeer } from '../course-page/product-peer';
import { askChild } from '../measure/child';
import { peakMemory, type Memory } from '../measure/peak-memory';
import { ask } from './ask';
import type { BarePeer } from './bare-peer';
import type { SendOrder, Sent } from './send-process';
import type { MediaWorld } from './world';

/** Seconds, and the memory of the processes that serve. */
export interface Upload extends Memory {
  /** Until the last byte was taken. */
  readonly seconds: number;
  /** From then on, until the house has looked at the file and keeps it; null for who does not look. */
  readonly checking: number | null;
}

export interface UploadPeer {
  readonly name: string;
  upload(file: string): Promise<Upload>;
}

export const plainCopy = 'fs.copyFile';

export function copying(folder: string): UploadPeer {
  return {
    name: plainCopy,
    upload: async (file) => {
      const copy = join(folder, 'copied');
      const startedAt = performance.now();
      await copyFile(file, copy);
      const seconds = (performance.now() - startedAt) / 1_000;
      await rm(copy);
      return { seconds, checking: null, before: [], peak: [] };
    },
  };
}

/** @param into where it writes to */
export function receiving({ origin, pids }: BarePeer, into: string): UploadPeer {
  return {
    name: 'bare Fastify, the request into a file',
    upload: async (file) => {
      const order = { url: `${origin}/received`, headers: { 'content-type': 'application/octet-stream' }, file };
      const { result, before, peak } = await peakMemory(pids, () => send(order));
      if (statSync(into).size !== statSync(file).size) throw new Error('The bare server lost bytes.');
      await rm(into);
      return { seconds: result.seconds, checking: null, before, peak };
    },
  };
}

export function uploading({ name, url, pids }: ProductPeer, { instructor }: MediaWorld): UploadPeer {
  return {
    name: `${name}, tus through the gateway`,
    upload: async (file) => {
      const { ticket, asset } = await ticketFor(url, instructor, statSync(file).size);
      const headers = {
        authorization: `Bearer ${instructor}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      };
      const order = { url: new URL(new URL(ticket.url).pathname, url).href, headers, file };
      const { result, before, peak } = await peakMemory(pids, async () => {
        const sent = await send(order);
        const startedAt = performance.now();
        await untilChecked(url, instructor, asset.id);
        return { ...sent, checking: (performance.now() - startedAt) / 1_000 };
      });
      await ask(url, instructor, deleteQuery, { input: { id: asset.id } });
      return { seconds: result.seconds, checking: result.checking, before, peak };
    },
  };
}

async function send(order: SendOrder): Promise<Sent> {
  const sent = (await askChild(join(__dirname, 'send-process.js'), order)) as Sent;
  if (sent.status !== 204) throw new Error(`${order.url} answers ${sent.status}: ${sent.text}`);
  return sent;
}

interface CreateUpload {
  readonly createUpload: { readonly ticket: { readonly url: string }; readonly asset: { readonly id: string } };
}

async function ticketFor(url: string, token: string, bytes: number): Promise<CreateUpload['createUpload']> {
  const input = { kind: 'VIDEO', fileName: 'film.mp4', bytes: String(bytes) };
  return (await ask<CreateUpload>(url, token, createQuery, { input })).createUpload;
}

async function untilChecked(url: string, token: string, id: string): Promise<void> {
  for (;;) {
    const { asset } = await ask<{ asset: { state: string } }>(url, token, stateQuery, { id });
    if (asset.state === 'PROCESSING') return;
    if (asset.state !== 'CHECKING') throw new Error(`The upload is ${asset.state}.`);
    await pause(50);
  }
}

const createQuery = `mutation ($input: CreateUploadInput!) { createUpload(input: $input) { ticket { url } asset { id } } }`;
const stateQuery = `query ($id: ID!) { asset(id: $id) { state } }`;
const deleteQuery = `mutation ($input: DeleteAssetInput!) { deleteAsset(input: $input) { __typename } }`;
