import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { Category } from '../category/category.entity';
import { Course } from '../course/course.entity';
import { Tag } from '../tag/tag.entity';
import { CataloguePageArgs, CourseConnection } from './catalogue.input';
import { CatalogueService } from './catalogue.service';

@Resolver(() => Course)
export class CatalogueResolver {
  @Query(() => CourseConnection, { description: 'The catalogue: published courses.' })
  @ListSize()
  courses(@Ctx() scope: Scope, @Args(() => CataloguePageArgs) args: CataloguePageArgs): Promise<Page<Course>> {
    return scope.get(CatalogueService).list(args);
  }
}

@Resolver(() => Category)
export class CategoryCountResolver {
  @FieldResolver(() => Int, { description: 'How many courses the catalogue has in it and below it.' })
  courseCount(@Ctx() scope: Scope, @Root() category: Category): Promise<number> {
    return scope.get(CatalogueService).countIn.load(category.id);
  }
}

@Resolver(() => Tag)
export class TagCountResolver {
  @FieldResolver(() => Int, { description: 'How many courses of the catalogue have it.' })
  courseCount(@Ctx() scope: Scope, @Root() tag: Tag): Promise<number> {
    return scope.get(CatalogueService).countWith.load(tag.id);
  }
}
