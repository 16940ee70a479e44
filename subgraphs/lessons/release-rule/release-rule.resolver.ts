import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { ReleaseRule } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';
import { Lesson, PublishedLesson } from '../lesson/lesson.entity';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { LearnerRelease } from './learner-release';
import { SetReleaseRulesInput, SetReleaseRulesPayload } from './release-rule.input';
import { ReleaseRuleService } from './release-rule.service';
import { LessonRelease, ReleaseAfterLesson, ReleaseRuleUnion } from './release-rule.type';

@Resolver(() => Lesson)
export class ReleaseRuleResolver {
  @Mutation(() => SetReleaseRulesPayload, {
    description: 'Sets when a lesson of the draft opens for enrolled learners.',
  })
  async setReleaseRules(
    @Ctx() scope: Scope,
    @Arg('input', () => SetReleaseRulesInput, { description: 'The lesson and its rules.' }) input: SetReleaseRulesInput,
  ): Promise<SetReleaseRulesPayload> {
    return { lesson: await scope.get(ReleaseRuleService).set(input) };
  }

  @FieldResolver(() => [ReleaseRuleUnion], {
    description: 'When it opens for enrolled learners: once all of these are met, at most 10.',
  })
  releaseRules(@Root() lesson: Lesson): ReleaseRule[] {
    return lesson.releaseRules;
  }

  @FieldResolver(() => LessonRelease, {
    nullable: true,
    description: 'Whether it is open for the viewer by its rules; null for who is not enrolled.',
  })
  async release(@Ctx() scope: Scope, @Root() lesson: Lesson): Promise<LessonRelease | null> {
    const release = await scope.get(LearnerRelease).of(lesson);
    if (!release) return null;
    const { draft, published } = scope.get(LessonLoaders);
    const source = lesson instanceof PublishedLesson ? published : draft;
    const waitingFor = await Promise.all(release.waitingFor.map((id) => source.load(id)));
    return { ...release, waitingFor: waitingFor.filter((other) => other !== null) };
  }
}

@Resolver(() => ReleaseAfterLesson)
export class ReleaseAfterLessonResolver {
  @FieldResolver(() => Lesson, { nullable: true, description: 'The lesson to complete first.' })
  lesson(@Ctx() scope: Scope, @Root() { lessonId }: ReleaseAfterLesson): Promise<Lesson | null> {
    return scope.get(LessonLoaders).visible.load(lessonId);
  }
}
