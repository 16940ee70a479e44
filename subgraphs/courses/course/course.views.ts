import { Field, Int, ObjectType } from 'type-graphql';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';

@ObjectType({ description: 'How many people gave a number of stars.' })
@ViewerIndependent()
export class StarCount {
  @Field(() => Int, { description: 'Stars, 1 to 5.' })
  stars!: number;

  @Field(() => Int, { description: 'How many people gave them.' })
  count!: number;
}

@ObjectType({ description: 'What the viewer may do with a course.' })
export class CourseViewerCan {
  @Field(() => Boolean, { description: 'Change its texts, prices and runs.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Publish and archive it, and decide who teaches it.' })
  publish!: boolean;

  @Field(() => Boolean, { description: 'Rate it: for people who are or were enrolled and do not teach it.' })
  review!: boolean;
}
