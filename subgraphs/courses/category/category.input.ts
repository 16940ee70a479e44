import { Length, Matches } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Category } from './category.entity';

const slugShape = /^[a-z0-9]+(-[a-z0-9]+)*$/;

@InputType({ description: 'A new place in the catalogue tree.' })
export class CreateCategoryInput {
  @Field(() => String, { description: 'Name as shown to people, 1 to 80 characters.' })
  @Length(1, 80)
  name!: string;

  @Field(() => String, { description: 'Name as shown in addresses: lower-case letters, digits and single hyphens.' })
  @Matches(slugShape)
  @Length(1, 80)
  slug!: string;

  @Field(() => ID, { nullable: true, description: 'The category to put it under; a root without one.' })
  parentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The organisation it belongs to; the marketplace without one.' })
  organisationId?: string | null;
}

@InputType({ description: 'A category, and where it should go.' })
export class MoveCategoryInput {
  @Field(() => ID, { description: 'The category to move, with everything below it.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Its new parent; a root without one.' })
  parentId?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The category that was created.' })
export class CreateCategoryPayload {
  @Field(() => Category, { description: 'The new category.' })
  category!: Category;
}

@ObjectType({ description: 'The category that was moved.' })
export class MoveCategoryPayload {
  @Field(() => Category, { description: 'The category in its new place.' })
  category!: Category;
}
