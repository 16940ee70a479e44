import { Field, Int, ObjectType } from 'type-graphql';
import { BigIntScalar } from '../../../kit/graphql/scalars';

@ObjectType({ description: 'One size in which a video can be played.' })
export class Rendition {
  @Field(() => String, { description: 'By its short side, such as `720p`.' })
  name!: string;

  @Field(() => Int, { description: 'Pixels.' })
  width!: number;

  @Field(() => Int, { description: 'Pixels.' })
  height!: number;

  @Field(() => Int, { description: 'Bits per second at most, sound included.' })
  bandwidth!: number;

  @Field(() => String, { description: 'As players are told them (RFC 6381), such as `avc1.64001f,mp4a.40.2`.' })
  codecs!: string;

  @Field(() => BigIntScalar, { description: 'Size of its segments in bytes, without sound.' })
  bytes!: number;
}
