import { ListMultipartUploadsCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import * as tus from 'tus-js-client';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { s3ClientOptions } from '../../../kit/objects/s3-client';
import { S3Objects } from '../../../kit/objects/s3-objects';
import { RunningSubgraph } from '../../../kit/subgraph/running';
import { serveSubgraph } from '../../../kit/subgraph/server';
import { describeWithS3 } from '../../../kit/testing/s3';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { until } from '../../../kit/testing/until';
import { grant, person } from '../../../kit/testing/viewers';
import { media } from '..';
import { AssetKind } from '../asset/asset.kind';
import { AssetState } from '../asset/asset.states';
import { pathOf, publicUrl, Rewriting } from '../testing/served-uploads';
import { assetOf } from '../testing/upload';
import { S3Uploads } from './s3-uploads';
import { TicketService } from './ticket.service';
import { uploadPlaceContract } from './upload-place.contract';
import type { Upload } from './upload.document';

describeWithS3('uploads in S3', (s3) => {
  let objects: S3Objects;
  let raw: S3Client;
  beforeAll(() => {
    objects = new S3Objects({ ...s3().settings, clock: { now: () => new Date() } });
    raw = new S3Client(s3ClientOptions(s3().settings, s3().settings.endpoint));
  });
  afterAll(async () => {
    await objects.close();
    raw.destroy();
  });

  const open = () => new S3Uploads(s3().settings, objects);
  const begun = async () => {
    const Bucket = s3().settings.bucket;
    return (await raw.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'uploads/' }))).Uploads ?? [];
  };
  const left = async () => [...(await Array.fromAsync(objects.list('uploads/'))), ...(await begun())];

  describe('of less than a part', () => {
    uploadPlaceContract(() => ({ objects, open }), 100_000);
  });
  describe('of several parts', () => {
    uploadPlaceContract(() => ({ objects, open }), 20_000_000);
  });

  it('what came whole is put together where a process ended before that', async () => {
    const [id, source] = [randomUUID(), randomBytes(6_000_000)];
    await open().prepare(id, source.length);
    const { Key, UploadId } = (await begun()).find((upload) => upload.Key?.includes(id))!;
    const upload = { Bucket: s3().settings.bucket, Key, UploadId };
    await raw.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: source }));
    expect(await open().offset(id)).toBe(source.length);
    const kept = await open().keep([id], `media/${id}/source`, { contentType: 'video/mp4' });
    expect(kept?.sha256).toBe(createHash('sha256').update(source).digest('hex'));
  });

  it('what everyone has forgotten is swept up, and nothing else', async () => {
    const id = randomUUID();
    await open().prepare(id, 100);
    await open().write(Readable.from([Buffer.from('begun')]), id, 0, null);
    await open().sweep(new Date(Date.now() - 60_000));
    expect(await open().offset(id)).toBe(5);
    await open().sweep(new Date(Date.now() + 60_000));
    expect(await left()).toEqual([]);
  });

  describe('sent to several processes', () => {
    const house = subgraphTest(media);
    const viewer = person(randomUUID(), { grants: [grant('instructor', ['course.create'])] });
    const processes: { readonly running: RunningSubgraph; readonly served: FastifyInstance }[] = [];

    beforeAll(async () => {
      const { endpoint, bucket, keys } = s3().settings;
      const config = {
        ...house.house.config,
        OBJECTS_URL: endpoint,
        OBJECTS_BUCKET: bucket,
        OBJECTS_ACCESS_KEY: keys!.accessKeyId,
        OBJECTS_SECRET_KEY: keys!.secretAccessKey,
        OBJECTS_PATH_STYLE: true,
      };
      for (let number = 0; number < 2; number += 1) {
        const running = await RunningSubgraph.start(media, { ...house.house, config, objects });
        const served = serveSubgraph(running);
        await served.listen({ host: '127.0.0.1', port: 0 });
        processes.push({ running, served });
      }
    });
    afterAll(async () => {
      for (const { served, running } of processes) {
        await served.close();
        await running.stop();
      }
    });

    const urlAt = (at: number, { _id }: Upload) =>
      `http://127.0.0.1:${(processes[at]!.served.server.address() as AddressInfo).port}/media/uploads/${_id}`;
    const headers = async () => ({
      'tus-resumable': '1.0.0',
      [viewerHeader]: await new ViewerSeal(house.house.secrets, house.clock).sign(viewer),
    });
    const ask = async (bytes: number) =>
      (
        await house
          .as(viewer)
          .get(TicketService)
          .create({ kind: AssetKind.FILE, fileName: 'a.bin', bytes: BigInt(bytes) })
      ).upload;

    async function expectKept({ assetId }: Upload, source: Buffer): Promise<void> {
      await processes[0]!.running.worker.runDue();
      const { state, current } = await assetOf(house, assetId);
      expect([state, current.checksum]).toEqual([AssetState.READY, createHash('sha256').update(source).digest('hex')]);
      const head = await objects.head(current.objectKey);
      expect(head).toMatchObject({ bytes: source.length, contentDisposition: 'attachment; filename=a.bin' });
      expect(await left()).toEqual([]);
    }

    it('a file goes on at another one after a break', async () => {
      const source = randomBytes(9_000_000);
      const upload = await ask(source.length);
      const given = { chunkSize: 2_500_000, headers: await headers() };
      await new Promise<void>((resolve, reject) => {
        const first = new tus.Upload(source, {
          ...given,
          uploadUrl: urlAt(0, upload),
          onChunkComplete: (_size, sent) => {
            if (sent >= 5_000_000) void first.abort().then(resolve, reject);
          },
          onError: reject,
        });
        first.start();
      });
      await new Promise<void>((resolve, reject) => {
        const uploadUrl = urlAt(1, upload);
        new tus.Upload(source, { ...given, uploadUrl, onSuccess: () => resolve(), onError: reject }).start();
      });
      await expectKept(upload, source);
    });

    it('parts of a file go to any of them, at the same time, and are one file', async () => {
      const source = randomBytes(12_000_000);
      const upload = await ask(source.length);
      const metadata = { ticket: upload._id };
      const sent = await headers();
      let turn = 0;
      const httpStack = new Rewriting((url) =>
        urlAt(turn++ % 2, upload).replace(pathOf(upload), new URL(url).pathname),
      );
      await new Promise<void>((resolve, reject) => {
        const given = { metadata, metadataForPartialUploads: metadata, parallelUploads: 3, chunkSize: 1_500_000 };
        new tus.Upload(source, {
          ...given,
          endpoint: `${publicUrl}/media/uploads`,
          httpStack,
          headers: sent,
          onSuccess: () => resolve(),
          onError: reject,
        }).start();
      });
      await expectKept(upload, source);
    });

    it('one that still waits for bytes gives way to the one that the client asks now', async () => {
      const source = randomBytes(50_000);
      const upload = await ask(source.length);
      const sockets: Socket[] = [];
      processes[0]!.served.server.on('connection', (socket) => sockets.push(socket));
      const stuck = httpRequest(urlAt(0, upload), {
        method: 'PATCH',
        // A connection of its own.
        agent: false,
        headers: {
          ...(await headers()),
          'content-type': 'application/offset+octet-stream',
          'upload-offset': '0',
          'content-length': source.length,
        },
      });
      stuck.on('error', () => undefined);
      stuck.write(source.subarray(0, 20_000));
      await until(() => Promise.resolve((sockets[0]?.bytesRead ?? 0) > 20_000));
      const head = await fetch(urlAt(1, upload), { method: 'HEAD', headers: await headers() });
      expect(head.headers.get('upload-offset')).toBe('20000');
      const rest = await fetch(urlAt(1, upload), {
        method: 'PATCH',
        headers: {
          ...(await headers()),
          'content-type': 'application/offset+octet-stream',
          'upload-offset': '20000',
        },
        body: source.subarray(20_000),
      });
      expect(rest.status).toBe(204);
      stuck.destroy();
      await expectKept(upload, source);
    });
  });
});
