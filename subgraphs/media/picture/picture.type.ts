import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Asset } from '../asset/asset.document';
import type { StoredPicture } from '../asset/asset.version';

export enum PictureFormat {
  AVIF = 'AVIF',
  WEBP = 'WEBP',
  JPEG = 'JPEG',
}

registerEnumType(PictureFormat, {
  name: 'PictureFormat',
  description: 'Format of a picture. Offer browsers the first that they take, in this order.',
  valuesConfig: {
    AVIF: { description: 'The smallest.' },
    WEBP: { description: 'Smaller than JPEG.' },
    JPEG: { description: 'For everyone else.' },
  },
});

@ObjectType({ description: 'A picture in one size and format.' })
export class PictureSize {
  @Field(() => PictureFormat, { description: 'Its format.' })
  format!: StoredPicture['format'];

  @Field(() => Int, { description: 'Pixels across.' })
  width!: number;

  @Field(() => Int, { description: 'Pixels down.' })
  height!: number;

  @Field(() => Int, { description: 'Size of the file in bytes.' })
  bytes!: number;

  key!: string;
}

@ObjectType({ description: 'A picture, upright and without data about who took it where.' })
export class Picture {
  @Field(() => ID, { description: 'Id of the file that it was made of.' })
  id!: string;

  @Field(() => Int, { description: 'Pixels across of the picture that was uploaded.' })
  width!: number;

  @Field(() => Int, { description: 'Pixels down of the picture that was uploaded.' })
  height!: number;

  @Field(() => [PictureSize], {
    description: 'Each size in each format, the smallest size first, none larger than the original.',
  })
  sizes!: readonly PictureSize[];

  static of({ id, current: { picture } }: Asset): Picture | null {
    return picture && Object.assign(new Picture(), { id, ...picture });
  }
}
