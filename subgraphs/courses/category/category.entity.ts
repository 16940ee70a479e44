import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';
import { courseErrors } from '../courses.errors';
import { childPath, contains } from './category.path';

/** A place in the catalogue's tree; the marketplace's own, or one organisation's. */
@Entity('category')
@ObjectType({ description: 'A place in the catalogue tree.' })
@EntityKey()
@CacheControl(300)
export class Category extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'Name as shown to people.' })
  @Column('text')
  name!: string;

  @Field(() => String, { description: 'Name as shown in addresses; unique among its siblings.' })
  @Column('text')
  slug!: string;

  @Column('uuid', { nullable: true })
  parentId!: string | null;

  @Column('ltree')
  path!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** @throws CATEGORY_CYCLE when `parent` is this category or lies inside it. */
  moveUnder(parent: Category | null): void {
    if (parent && contains(this.path, parent.path))
      throw courseErrors.CATEGORY_CYCLE({ id: this.id, parentId: parent.id });
    this.parentId = parent?.id ?? null;
    this.path = childPath(parent?.path ?? null, this.id);
  }
}
