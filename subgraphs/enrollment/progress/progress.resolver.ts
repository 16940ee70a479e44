import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { LessonRef } from '../lesson/lesson.stub';
import { CourseProgress } from './course-progress.entity';
import { ProgressExplaining } from './progress.explaining';
import { ProgressExplanation, RecordProgressInput, RecordProgressPayload, ResumePoint } from './progress.input';
import { ProgressService } from './progress.service';

@Resolver(() => CourseProgress)
export class ProgressResolver {
  @Mutation(() => RecordProgressPayload, {
    description:
      'Takes in what the viewer did in a course. Safe to repeat; late and unordered batches end in the same progress.',
  })
  @Directive('@authenticated')
  recordProgress(
    @Ctx() scope: Scope,
    @Arg('input', () => RecordProgressInput) input: RecordProgressInput,
  ): Promise<RecordProgressPayload> {
    return scope.get(ProgressService).record(input);
  }

  @FieldResolver(() => ResumePoint, {
    nullable: true,
    description: 'Where to continue; null when nothing is left to do.',
  })
  resumeAt(@Root() { resumeLessonId, resumePosition }: CourseProgress): ResumePoint | null {
    return resumeLessonId ? { lesson: LessonRef.of(resumeLessonId), position: resumePosition } : null;
  }

  @FieldResolver(() => ProgressExplanation, { description: 'Which lessons count, and why it is not 100 %.' })
  @Directive('@cost(weight: 5)')
  explain(@Ctx() scope: Scope, @Root() progress: CourseProgress): Promise<ProgressExplanation> {
    return scope.get(ProgressExplaining).explain(progress);
  }
}
