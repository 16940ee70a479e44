import { Column, Entity } from 'typeorm';
import { Field, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import type { CampaignTerms } from '../pricing/terms';
import { Promotion } from '../promotion/promotion.entity';

/** Makes courses cheaper for everyone while it lasts, by itself. */
@Entity('campaign')
@ObjectType({
  description:
    'Makes courses cheaper for everyone while it lasts, by itself: the best one for each course, none for bundles.',
})
@EntityKey()
export class Campaign extends Promotion {
  @Field(() => String, { description: 'Name as shown to people.' })
  @Column('text')
  name!: string;

  get terms(): CampaignTerms {
    const { id, name, coverage, takesOff } = this;
    return { id, name, ...coverage, discount: takesOff };
  }
}
