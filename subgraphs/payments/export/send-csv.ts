import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { dispositionOf } from '../../../kit/objects/disposition';

/** Answers with a CSV file. A fault on the way cuts the answer off, so that nobody takes a part for the whole. */
export function sendCsv(reply: FastifyReply, fileName: string, csv: Readable): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': dispositionOf('attachment', fileName),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    })
    .send(csv);
}
