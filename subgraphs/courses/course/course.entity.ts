import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';
import { DateTime, Locale } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import { minorUnits } from '../../../kit/money/minor-units';
import { tidy, tidyAll } from '../tidy';
import { CourseStatus, nextStatus, type CourseAction } from './course.status';

export const CourseLevel = {
  BEGINNER: 'BEGINNER',
  INTERMEDIATE: 'INTERMEDIATE',
  ADVANCED: 'ADVANCED',
  ALL_LEVELS: 'ALL_LEVELS',
} as const;
export type CourseLevel = keyof typeof CourseLevel;

registerEnumType(CourseLevel, {
  name: 'CourseLevel',
  description: 'How much a course expects its learners to know.',
  valuesConfig: {
    BEGINNER: { description: 'Nothing of the subject.' },
    INTERMEDIATE: { description: 'The basics of the subject.' },
    ADVANCED: { description: 'Experience with the subject.' },
    ALL_LEVELS: { description: 'Something for everyone.' },
  },
});

type Described = 'title' | 'subtitle' | 'description' | 'outcomes' | 'requirements' | 'audience' | 'language' | 'level';
export type CourseTexts = { readonly [Name in Described]?: Course[Name] | null | undefined };

/** What is taught: the marketplace's, or one organisation's. Popularity and ratings are counted from rows and change no version. */
@Entity('course')
@ObjectType({ description: 'A course: what it teaches, to whom, by whom and for how much.' })
@EntityKey()
@CacheControl(60)
export class Course extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @ViewerIndependent()
  @Field(() => String, {
    description: 'Its name in addresses. It may change; `courseBySlug` finds a course by its old ones too.',
  })
  @Column('text')
  slug!: string;

  @ViewerIndependent()
  @Field(() => String, { description: 'Title as shown to people.' })
  @Column('text')
  title!: string;

  @ViewerIndependent()
  @Field(() => String, { description: 'One sentence under the title; may be empty.' })
  @Column('text')
  subtitle!: string;

  @ViewerIndependent()
  @Field(() => String, { description: 'What the course is about, in Markdown.' })
  @Column('text')
  description!: string;

  @ViewerIndependent()
  @Field(() => [String], { description: 'What a learner can do afterwards.' })
  @Column('text', { array: true })
  outcomes!: string[];

  @ViewerIndependent()
  @Field(() => [String], { description: 'What a learner needs before.' })
  @Column('text', { array: true })
  requirements!: string[];

  @ViewerIndependent()
  @Field(() => [String], { description: 'Whom the course is for.' })
  @Column('text', { array: true })
  audience!: string[];

  @ViewerIndependent()
  @Field(() => Locale, { description: 'The language it is taught in.' })
  @Column('text')
  language!: string;

  @ViewerIndependent()
  @Field(() => CourseLevel, { description: 'How much it expects its learners to know.' })
  @Column('text')
  level!: CourseLevel;

  @ViewerIndependent()
  @Field(() => CourseStatus, { description: 'Where it stands.' })
  @Column('text')
  status!: CourseStatus;

  @Column('uuid', { nullable: true })
  categoryId!: string | null;

  /** The price that the catalogue sorts by; null while nothing is priced. */
  @Column('bigint', { nullable: true, transformer: minorUnits })
  basePriceMinor!: bigint | null;

  @ViewerIndependent()
  @Field(() => DateTime, { nullable: true, description: 'When it first came into the catalogue; null for a draft.' })
  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  @Column('int')
  popularity!: number;

  @Column('double precision')
  ratingAverage!: number;

  @ViewerIndependent()
  @Field(() => Int, { description: 'How many people have rated it.' })
  @Column('int')
  ratingCount!: number;

  /** How many gave 1, 2, 3, 4 and 5 stars. */
  @Column('int', { array: true })
  ratingHistogram!: number[];

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** A course as it begins; `given` says what is known already. */
  static draft(given: Pick<Course, 'id' | 'slug' | 'title' | 'language'> & Partial<Course>): Course {
    const blank = {
      subtitle: '',
      description: '',
      outcomes: [],
      requirements: [],
      audience: [],
      level: 'ALL_LEVELS',
      categoryId: null,
      organisationId: null,
    };
    const counted = { popularity: 0, ratingAverage: 0, ratingCount: 0, ratingHistogram: [0, 0, 0, 0, 0] };
    return Object.assign(
      new Course(),
      blank,
      counted,
      { status: 'DRAFT', basePriceMinor: null, publishedAt: null },
      given,
    );
  }

  /** Takes over what is given; what is absent stays. */
  describe({ title, subtitle, description, outcomes, requirements, audience, language, level }: CourseTexts): void {
    this.title = title == null ? this.title : tidy(title);
    this.subtitle = subtitle == null ? this.subtitle : tidy(subtitle);
    this.description = description == null ? this.description : tidy(description);
    this.outcomes = outcomes == null ? this.outcomes : tidyAll(outcomes);
    this.requirements = requirements == null ? this.requirements : tidyAll(requirements);
    this.audience = audience == null ? this.audience : tidyAll(audience);
    this.language = language ?? this.language;
    this.level = level ?? this.level;
  }

  /** @throws COURSE_STATUS */
  become(action: CourseAction, now: Date): void {
    this.status = nextStatus(this.status, action);
    if (this.status === 'PUBLISHED') this.publishedAt ??= now;
  }
}
