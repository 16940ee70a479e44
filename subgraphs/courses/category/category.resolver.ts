import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Category } from './category.entity';
import {
  CreateCategoryInput,
  CreateCategoryPayload,
  DeleteCategoryInput,
  DeleteCategoryPayload,
  MoveCategoryInput,
  MoveCategoryPayload,
  UpdateCategoryInput,
  UpdateCategoryPayload,
} from './category.input';
import { CategoryLoaders } from './category.loaders';
import { CategoryService } from './category.service';

@Resolver(() => Category)
export class CategoryResolver {
  @Query(() => [Category], { description: 'The roots of the catalogue tree.' })
  categories(@Ctx() scope: Scope): Promise<Category[]> {
    return scope.get(CategoryService).roots();
  }

  @Query(() => Category, { nullable: true, description: 'One category; null where there is none for this viewer.' })
  category(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Category | null> {
    return scope.get(CategoryLoaders).visible.load(id);
  }

  @Query(() => Category, {
    nullable: true,
    description: 'One category by its address; null where there is none for this viewer.',
  })
  categoryByPath(
    @Ctx() scope: Scope,
    @Arg('path', () => String, { description: 'Slugs from the root down, such as `software/databases`.' }) path: string,
  ): Promise<Category | null> {
    return scope.get(CategoryService).at(path);
  }

  @Mutation(() => CreateCategoryPayload, { description: 'Adds a place to the catalogue tree.' })
  async createCategory(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateCategoryInput) input: CreateCategoryInput,
  ): Promise<CreateCategoryPayload> {
    return { category: await scope.get(CategoryService).create(input) };
  }

  @Mutation(() => UpdateCategoryPayload, { description: 'Renames a category, or changes its slug.' })
  async updateCategory(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateCategoryInput) input: UpdateCategoryInput,
  ): Promise<UpdateCategoryPayload> {
    return { category: await scope.get(CategoryService).update(input) };
  }

  @Mutation(() => DeleteCategoryPayload, { description: 'Deletes an empty category.' })
  async deleteCategory(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteCategoryInput) input: DeleteCategoryInput,
  ): Promise<DeleteCategoryPayload> {
    return { deletedCategoryId: await scope.get(CategoryService).delete(input) };
  }

  @Mutation(() => MoveCategoryPayload, { description: 'Moves a category, with everything below it, under another.' })
  async moveCategory(
    @Ctx() scope: Scope,
    @Arg('input', () => MoveCategoryInput) input: MoveCategoryInput,
  ): Promise<MoveCategoryPayload> {
    return { category: await scope.get(CategoryService).move(input) };
  }

  @FieldResolver(() => Category, { nullable: true, description: 'The category above; null for a root.' })
  async parent(@Ctx() scope: Scope, @Root() category: Category): Promise<Category | null> {
    return category.parentId ? scope.get(CategoryLoaders).visible.load(category.parentId) : null;
  }

  @FieldResolver(() => [Category], { description: 'The categories right below, by name.' })
  children(@Ctx() scope: Scope, @Root() category: Category): Promise<Category[]> {
    return scope.get(CategoryLoaders).childrenOf.load(category.id);
  }
}
