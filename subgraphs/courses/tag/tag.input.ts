import { IsInt, Length, Matches } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { Tag } from './tag.entity';

export const TagConnection = connectionOf(Tag);

@InputType({ description: 'A new tag.' })
export class CreateTagInput {
  @Field(() => String, { description: 'The word as shown to people, 1 to 40 characters.' })
  @Matches(/\S/, { message: 'name must say something' })
  @Length(1, 40)
  name!: string;

  @Field(() => ID, { nullable: true, description: 'The organisation it belongs to; the marketplace without one.' })
  organisationId?: string | null;
}

@InputType({ description: 'A tag, and its new name.' })
export class UpdateTagInput {
  @Field(() => ID, { description: 'The tag.' })
  id!: string;

  @Field(() => String, { description: 'The word as shown to people, 1 to 40 characters. The slug follows it.' })
  @Matches(/\S/, { message: 'name must say something' })
  @Length(1, 40)
  name!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'A tag that shall go.' })
export class DeleteTagInput {
  @Field(() => ID, { description: 'The tag. It goes from every course that has it.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The tag that was created.' })
export class CreateTagPayload {
  @Field(() => Tag, { description: 'The new tag.' })
  tag!: Tag;
}

@ObjectType({ description: 'The tag that was renamed.' })
export class UpdateTagPayload {
  @Field(() => Tag, { description: 'The tag under its new name.' })
  tag!: Tag;
}

@ObjectType({ description: 'The tag that is gone.' })
export class DeleteTagPayload {
  @Field(() => ID, { description: 'The id it had.' })
  deletedTagId!: string;
}
