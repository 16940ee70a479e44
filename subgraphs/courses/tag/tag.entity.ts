import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';

/** A word that courses share; the marketplace's, or one organisation's own. */
@Entity('tag')
@ObjectType({ description: 'A word by which courses are found together.' })
@EntityKey()
@CacheControl(300)
export class Tag extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'The word as shown to people.' })
  @Column('text')
  name!: string;

  @Field(() => String, { description: 'The word in addresses and in `CourseFilter.tags`.' })
  @Column('text')
  slug!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;
}
