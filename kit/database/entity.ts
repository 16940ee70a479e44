import { Column } from 'typeorm';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../graphql/scalars';

/** What every shared, editable row has. `scope.save` stamps the three. */
@ObjectType()
export abstract class Versioned {
  @Field(() => Int, {
    description: 'Grows with each change. Send it as `expectedVersion` so that an edit never overwrites another.',
  })
  @Column('int')
  version!: number;

  @Field(() => DateTime, { description: 'When this was created.' })
  @Column('timestamptz')
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When this last changed.' })
  @Column('timestamptz')
  updatedAt!: Date;
}

/** Marks an owned noun: an entity that other subgraphs may refer to by id. */
export const EntityKey = (fields = 'id'): ClassDecorator => Directive(`@key(fields: "${fields}")`);
