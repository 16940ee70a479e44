import { registerEnumType } from 'type-graphql';

/** How what a lesson plays is encrypted on its way to players. */
export enum AssetProtection {
  CLEAR = 'CLEAR',
  AES_128 = 'AES_128',
  CBCS = 'CBCS',
}

registerEnumType(AssetProtection, {
  name: 'AssetProtection',
  description: 'How a video, or sound, is encrypted on its way to players. Nobody without a grant gets it in any case.',
  valuesConfig: {
    CLEAR: { description: 'Not at all: HLS and DASH.' },
    AES_128: { description: 'Whole segments, with a key that the grant gives: HLS only.' },
    CBCS: {
      description:
        'Samples (`cbcs` of Common Encryption): DASH with ClearKey, and HLS for players that know SAMPLE-AES.',
    },
  },
});
