import { IsInt, Length, Matches } from 'class-validator';
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

@InputType({ description: 'A category, and what should be different about it. What is left out stays as it is.' })
export class UpdateCategoryInput {
  @Field(() => ID, { description: 'The category.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name as shown to people, 1 to 80 characters.' })
  @Length(1, 80)
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name as shown in addresses: lower-case letters, digits and single hyphens.',
  })
  @Matches(slugShape)
  @Length(1, 80)
  slug?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'A category that shall go.' })
export class DeleteCategoryInput {
  @Field(() => ID, { description: 'The category; it must be empty.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
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

@ObjectType({ description: 'The category that was changed.' })
export class UpdateCategoryPayload {
  @Field(() => Category, { description: 'The category as it is now.' })
  category!: Category;
}

@ObjectType({ description: 'The category that is gone.' })
export class DeleteCategoryPayload {
  @Field(() => ID, { description: 'The id it had.' })
  deletedCategoryId!: string;
}
