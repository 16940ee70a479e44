import { MessageType } from 'graphql-ws';
import type { Frames } from './lane';

const tail = Buffer.from('}');

/** The graphql-transport-ws messages of one operation, around payloads that all its subscribers share. */
export function socketFrames(id: string): Frames {
  const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`);
  return {
    next: (event) => Buffer.concat([head, event.payload, tail]),
    error: (errors) => messageFrame({ id, type: MessageType.Error, payload: errors }),
    complete: () => messageFrame({ id, type: MessageType.Complete }),
  };
}

export function messageFrame(message: object): Buffer {
  return Buffer.from(JSON.stringify(message));
}
