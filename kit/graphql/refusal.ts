import { Field, InterfaceType } from 'type-graphql';

/** A "no" that a client branches on: a member of a result union. */
@InterfaceType('Refusal', { description: 'Why something was not done, where a client branches on it.' })
export abstract class Refusal {
  @Field(() => String, { description: 'Stable code, such as `COURSE_FULL`.' })
  code!: string;

  @Field(() => String, { description: 'Text for people, in English.' })
  message!: string;
}
