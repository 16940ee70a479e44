import { registerEnumType } from 'type-graphql';

/** Where an asset stands on its way from a file to something that can be shown. */
export enum AssetState {
  UPLOADING = 'UPLOADING',
  CHECKING = 'CHECKING',
  PROCESSING = 'PROCESSING',
  READY = 'READY',
  REFUSED = 'REFUSED',
}

registerEnumType(AssetState, {
  name: 'AssetState',
  description: 'Where an asset stands on its way from a file to something that can be shown.',
  valuesConfig: {
    UPLOADING: { description: 'The file has not come to its end.' },
    CHECKING: { description: 'It is looked at: what it is, and whether it came whole.' },
    PROCESSING: { description: 'What will be shown is made of it.' },
    READY: { description: 'It can be used.' },
    REFUSED: { description: 'It cannot; `refusal` says why.' },
  },
});

/** From → to. What was refused is uploaded again, as another asset. */
export const transitions: Readonly<Record<AssetState, readonly AssetState[]>> = {
  UPLOADING: [AssetState.CHECKING, AssetState.REFUSED],
  CHECKING: [AssetState.PROCESSING, AssetState.REFUSED],
  PROCESSING: [AssetState.READY, AssetState.REFUSED],
  READY: [],
  REFUSED: [],
};

export function mayBecome(from: AssetState, to: AssetState): boolean {
  return transitions[from].includes(to);
}

/** Why an asset is of no use. */
export enum RefusalReason {
  ABANDONED = 'ABANDONED',
  INCOMPLETE = 'INCOMPLETE',
  CHECKSUM_MISMATCH = 'CHECKSUM_MISMATCH',
  WRONG_TYPE = 'WRONG_TYPE',
  TOO_MANY_PIXELS = 'TOO_MANY_PIXELS',
  TOO_LARGE = 'TOO_LARGE',
  ENCRYPTED = 'ENCRYPTED',
  BROKEN = 'BROKEN',
  NOT_TRANSCODED = 'NOT_TRANSCODED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(RefusalReason, {
  name: 'AssetRefusalReason',
  description: 'Why an asset is of no use.',
  valuesConfig: {
    ABANDONED: { description: 'The upload did not come to its end in time.' },
    INCOMPLETE: { description: 'There are not as many bytes as were announced.' },
    CHECKSUM_MISMATCH: { description: 'The bytes are not those that were announced.' },
    WRONG_TYPE: { description: 'The content is of no type that this kind of asset may have.' },
    TOO_MANY_PIXELS: { description: 'The picture has too many pixels.' },
    TOO_LARGE: { description: 'There is too much in it: pages, or what it unpacks to.' },
    ENCRYPTED: { description: 'It asks for a password.' },
    BROKEN: { description: 'It cannot be read.' },
    NOT_TRANSCODED: { description: 'It could not be made ready to be played; `detail` has the code.' },
    CANCELLED: { description: 'Somebody stopped its preparation.' },
  },
});

const words: Readonly<Record<RefusalReason, string>> = {
  ABANDONED: 'The upload was not finished in time.',
  INCOMPLETE: 'The file did not come whole.',
  CHECKSUM_MISMATCH: 'The file was changed on its way.',
  WRONG_TYPE: 'The file is of another type than what it was uploaded as.',
  TOO_MANY_PIXELS: 'The picture has too many pixels.',
  TOO_LARGE: 'There is too much in the file.',
  ENCRYPTED: 'The file asks for a password.',
  BROKEN: 'The file cannot be read.',
  NOT_TRANSCODED: 'The file could not be made ready to be played.',
  CANCELLED: 'The preparation was stopped.',
};

/** For people who look at their file. */
export const messageOf = (reason: RefusalReason): string => words[reason];
