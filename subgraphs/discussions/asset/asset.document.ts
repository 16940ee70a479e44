import { defineCollection } from '../../../kit/documents/collection';
import type { FileFacts } from '../filter/file-nature';

/** A file as discussions knows it: what media found it to be last. */
interface Asset extends FileFacts {
  readonly _id: string;
}

export const assets = defineCollection<Asset>({ name: 'asset', indexes: [] });
