import { ArrayMaxSize, IsNumber, IsString, MaxLength, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, Float, ID, InputType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { Locale } from '../../../kit/graphql/scalars';
import { Course, CourseLevel } from '../course/course.entity';
import { MoneyInput } from '../../../kit/money/money.input';

export const CourseConnection = connectionOf(Course);

export const CourseOrder = {
  NEWEST: 'NEWEST',
  POPULAR: 'POPULAR',
  RATING: 'RATING',
  PRICE_ASC: 'PRICE_ASC',
  PRICE_DESC: 'PRICE_DESC',
} as const;
export type CourseOrder = keyof typeof CourseOrder;

registerEnumType(CourseOrder, {
  name: 'CourseOrder',
  description: 'How courses are sorted.',
  valuesConfig: {
    NEWEST: { description: 'The latest in the catalogue first.' },
    POPULAR: { description: 'The most learners first.' },
    RATING: { description: 'The best average rating first; unrated ones last.' },
    PRICE_ASC: { description: 'The cheapest first, by the price in the base currency.' },
    PRICE_DESC: { description: 'The dearest first, by the price in the base currency.' },
  },
});

@InputType({ description: 'Which courses to list: those that meet every condition given.' })
export class CourseFilter {
  @Field(() => ID, { nullable: true, description: 'In this category or anywhere below it.' })
  @MaxLength(80)
  categoryId?: string | null;

  @Field(() => [String], { nullable: true, description: 'With all of these tags, by slug; at most 10.' })
  @ArrayMaxSize(10)
  @MaxLength(80, { each: true })
  tags?: string[] | null;

  @Field(() => [CourseLevel], { nullable: true, description: 'At one of these levels.' })
  @ArrayMaxSize(10)
  levels?: CourseLevel[] | null;

  @Field(() => [Locale], {
    nullable: true,
    description: 'Taught in one of these languages; `pt` finds `pt-BR` too. At most 20.',
  })
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(35, { each: true })
  languages?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only free ones. False: only those that cost something.' })
  isFree?: boolean | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'At most this list price, in a currency in which the course has a price. Free ones are always among them.',
  })
  @ValidateNested()
  maximumPrice?: MoneyInput | null;

  @Field(() => Float, { nullable: true, description: 'Rated at least this on average, 1 to 5.' })
  @IsNumber()
  @Min(0)
  @Max(5)
  minimumRating?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words in the title or the subtitle, as they stand; at most 100 characters.',
  })
  @MaxLength(100)
  search?: string | null;
}

@ArgsType()
export class CataloguePageArgs extends PageArgs {
  @Field(() => CourseFilter, { nullable: true, description: 'Which courses; all without one.' })
  @ValidateNested()
  filter?: CourseFilter | null;

  @Field(() => CourseOrder, { defaultValue: 'NEWEST', description: 'How to sort them.' })
  orderBy!: CourseOrder;
}
