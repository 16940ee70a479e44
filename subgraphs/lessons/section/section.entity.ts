import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';

/** A part of a course, as its editors see it. */
@Entity('section')
@ObjectType({
  description:
    'A part of a course: a titled run of lessons. Editors read the draft, everyone else what was published last.',
})
@EntityKey()
@CacheControl(60)
export class Section extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => Int, { description: 'Place among the sections of its course, from 1.' })
  @Column('int')
  position!: number;

  @Field(() => String, { description: 'Title as shown to people.' })
  @Column('text')
  title!: string;
}

/** A section as learners see it. */
@Entity('published_section')
export class PublishedSection extends Section {}
