import { kitErrors } from '../../../kit/errors/kit-errors';
import type { ReleaseRule } from '../../../kit/events/catalog';
import { instantOf } from '../../../kit/learning/release';
import type { Scope } from '../../../kit/scope/scope';
import { DraftService } from '../course/course.draft';
import { Lesson } from '../lesson/lesson.entity';
import { lessonPolicy } from '../lesson/lesson.policy';
import { lessonErrors } from '../lessons.errors';
import { cycleThrough } from './cycle';
import type { ReleaseRuleInput, SetReleaseRulesInput } from './release-rule.input';

/** When the lessons of a draft open. */
export class ReleaseRuleService {
  constructor(private readonly scope: Scope) {}

  /** @throws BAD_INPUT, CONFLICT, NOT_FOUND, PREREQUISITE_CYCLE */
  set({ lessonId, rules: inputs, expectedVersion }: SetReleaseRulesInput): Promise<Lesson> {
    const rules = inputs.map(ruleOf);
    const part = { entity: Lesson, id: lessonId, policy: lessonPolicy.edit, expectedVersion };
    return this.scope.get(DraftService).changePart(part, async (tx, lesson, course) => {
      const lessons = new Map((await tx.db.findBy(Lesson, { courseId: course.id })).map((other) => [other.id, other]));
      refuseStrangers(rules, lessons);
      lesson.releaseRules = rules;
      refuseCycle(lesson, lessons.set(lesson.id, lesson));
      return tx.save(lesson);
    });
  }
}

function ruleOf({ at, afterDays, afterLessonId }: ReleaseRuleInput, index: number): ReleaseRule {
  const given = [at, afterDays, afterLessonId].filter((part) => part != null);
  if (given.length !== 1) throw badRule(index, '', 'Give exactly one of at, afterDays and afterLessonId.');
  if (afterDays) return { kind: 'DAYS_AFTER_ENROLLMENT', days: afterDays.days, zone: afterDays.zone };
  if (!at) return { kind: 'AFTER_LESSON', lessonId: afterLessonId! };
  const instant = instantOf(at.local, at.zone);
  if (!instant) throw badRule(index, '.at', 'There is no such day, time or time zone.');
  return { kind: 'AT', local: at.local, zone: at.zone, instant: instant.toISOString() };
}

/** A lesson of another course reads like one that does not exist. */
function refuseStrangers(rules: readonly ReleaseRule[], lessons: ReadonlyMap<string, Lesson>): void {
  const index = rules.findIndex((rule) => rule.kind === 'AFTER_LESSON' && !lessons.has(rule.lessonId));
  if (index >= 0) throw badRule(index, '.afterLessonId', 'There is no such lesson in this course.');
}

function refuseCycle(lesson: Lesson, lessons: ReadonlyMap<string, Lesson>): void {
  const cycle = cycleThrough(new Map([...lessons].map(([id, other]) => [id, prerequisitesOf(other)])), lesson.id);
  if (cycle) throw lessonErrors.PREREQUISITE_CYCLE({ cycle, titles: cycle.map((id) => lessons.get(id)?.title) });
}

const prerequisitesOf = ({ releaseRules }: Lesson): string[] =>
  releaseRules.flatMap((rule) => (rule.kind === 'AFTER_LESSON' ? [rule.lessonId] : []));

const badRule = (index: number, path: string, problem: string): Error =>
  kitErrors.BAD_INPUT({ fields: { [`input.rules.${index}${path}`]: problem } });
