import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { Tag } from './tag.entity';
import {
  CreateTagInput,
  CreateTagPayload,
  DeleteTagInput,
  DeleteTagPayload,
  TagConnection,
  UpdateTagInput,
  UpdateTagPayload,
} from './tag.input';
import { TagLoaders } from './tag.loaders';
import { TagService } from './tag.service';

@Resolver(() => Tag)
export class TagResolver {
  @Query(() => TagConnection, { description: 'The tags of the catalogue’s courses, by name.' })
  @ListSize()
  tags(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<Tag>> {
    return scope.get(TagService).list(args);
  }

  @Query(() => Tag, { nullable: true, description: 'One tag; null where there is none for this viewer.' })
  tag(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Tag | null> {
    return scope.get(TagLoaders).visible.load(id);
  }

  @Mutation(() => CreateTagPayload, { description: 'Makes a tag. Giving a course a new tag makes it too.' })
  async createTag(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateTagInput) input: CreateTagInput,
  ): Promise<CreateTagPayload> {
    return { tag: await scope.get(TagService).create(input) };
  }

  @Mutation(() => UpdateTagPayload, { description: 'Renames a tag on every course that has it.' })
  async updateTag(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateTagInput) input: UpdateTagInput,
  ): Promise<UpdateTagPayload> {
    return { tag: await scope.get(TagService).rename(input) };
  }

  @Mutation(() => DeleteTagPayload, { description: 'Deletes a tag and takes it from every course.' })
  async deleteTag(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteTagInput) input: DeleteTagInput,
  ): Promise<DeleteTagPayload> {
    return { deletedTagId: await scope.get(TagService).delete(input) };
  }
}
