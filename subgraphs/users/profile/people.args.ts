import { MaxLength } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { User } from './user.entity';

@ArgsType()
export class PeopleArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'A whole e-mail address, or how a username or a name begins; everyone without it.',
  })
  @MaxLength(254)
  search?: string | null;
}

export const UserConnection = connectionOf(User);
