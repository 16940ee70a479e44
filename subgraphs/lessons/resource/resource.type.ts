import { Field, ID, ObjectType } from 'type-graphql';
import { Url } from '../../../kit/graphql/scalars';

/** Kept within its lesson. */
@ObjectType({ description: 'Something to download or to read on, beside a lesson.' })
export class LessonResource {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => String, { description: 'Title as shown to people.' })
  title!: string;

  @Field(() => Url, { description: 'Where it is.' })
  url!: string;
}
