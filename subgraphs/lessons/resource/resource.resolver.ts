import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Lesson } from '../lesson/lesson.entity';
import { LessonLoaders } from '../lesson/lesson.loaders';
import {
  AddLessonResourceInput,
  AddLessonResourcePayload,
  RemoveLessonResourceInput,
  RemoveLessonResourcePayload,
} from './resource.input';
import { ResourceService } from './resource.service';
import { LessonResource } from './resource.type';

@Resolver(() => Lesson)
export class ResourceResolver {
  @Mutation(() => AddLessonResourcePayload, { description: 'Adds a resource to a lesson of the draft.' })
  addLessonResource(
    @Ctx() scope: Scope,
    @Arg('input', () => AddLessonResourceInput, { description: 'The lesson and its new resource.' })
    input: AddLessonResourceInput,
  ): Promise<AddLessonResourcePayload> {
    return scope.get(ResourceService).add(input);
  }

  @Mutation(() => RemoveLessonResourcePayload, { description: 'Takes a resource out of a lesson of the draft.' })
  async removeLessonResource(
    @Ctx() scope: Scope,
    @Arg('input', () => RemoveLessonResourceInput, { description: 'The lesson and the resource.' })
    input: RemoveLessonResourceInput,
  ): Promise<RemoveLessonResourcePayload> {
    return { lesson: await scope.get(ResourceService).remove(input), removedResourceId: input.resourceId };
  }

  @FieldResolver(() => [LessonResource], {
    nullable: true,
    description: 'What there is to download and to read on, at most 20; null for whoever may not read the body.',
  })
  async resources(@Ctx() scope: Scope, @Root() lesson: Lesson): Promise<LessonResource[] | null> {
    return (await scope.get(LessonLoaders).isReadable.load(lesson)) ? lesson.resources : null;
  }
}
