import { defineCollection } from '../../../kit/documents/collection';

/** Captions of one language for what an asset plays, whatever its version. */
export interface Caption {
  readonly _id: string;
  readonly assetId: string;
  /** BCP 47, such as `pt-BR`. */
  readonly language: string;
  /** What viewers choose it by. */
  readonly name: string;
  /** Whether players show it unasked. */
  readonly isDefault: boolean;
  /** Whether viewers are offered it. */
  readonly isShown: boolean;
  /** Where the object store has the WebVTT file. */
  readonly objectKey: string;
}

export const captions = defineCollection<Caption>({
  name: 'caption',
  indexes: [{ keys: { assetId: 1, language: 1 } }],
});
