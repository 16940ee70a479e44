import { Length } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Enrollment } from '../enrollment/enrollment.entity';
import { BulkProblem, mostRows } from './bulk.csv';

export enum BulkRowStatus {
  ENROLLED = 'ENROLLED',
  ALREADY_ENROLLED = 'ALREADY_ENROLLED',
  REFUSED = 'REFUSED',
}
registerEnumType(BulkRowStatus, {
  name: 'BulkRowStatus',
  description: 'What became of a row; in a dry run, what would.',
  valuesConfig: {
    ENROLLED: { description: 'Enrolled.' },
    ALREADY_ENROLLED: { description: 'Was enrolled before; nothing changed.' },
    REFUSED: { description: 'Nothing was done; `problem` says why.' },
  },
});
registerEnumType(BulkProblem, {
  name: 'BulkProblem',
  description: 'What is wrong with a row.',
  valuesConfig: {
    BAD_USER_ID: { description: '`userId` is not an id.' },
    BAD_DATE: { description: '`expiresAt` is neither a day nor an instant with its zone.' },
    DATE_PAST: { description: '`expiresAt` is over.' },
    DUPLICATE_ROW: { description: 'The person is in an earlier row.' },
    UNKNOWN_COHORT: { description: 'The run has no cohort of that name.' },
    COURSE_FULL: { description: 'No seat was left for this row.' },
  },
});

@InputType({ description: 'People to enrol.' })
export class BulkEnrollInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => ID, { nullable: true, description: 'Its run; as for `enroll` where absent.' })
  runId?: string | null;

  @Field(() => String, {
    description: `CSV with a header line: \`userId\`, and if you like \`cohort\` (the name of one in the run) and \`expiresAt\` (a day in UTC, or an instant). At most ${mostRows} rows and 200,000 characters.`,
  })
  @Length(1, 200_000)
  csv!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to answer only what would happen, and write nothing.',
  })
  dryRun!: boolean;

  @Field(() => ID, {
    nullable: true,
    description:
      'Repeating the mutation with the same key does nothing more, and answers the same. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'What became of a row.' })
export class BulkEnrollRow {
  @Field(() => Int, { description: 'The line in the file, from 1; the header is the first.' })
  line!: number;

  @Field(() => String, { description: 'The user id as it was given.' })
  userId!: string;

  @Field(() => BulkRowStatus, { description: 'What became of it.' })
  status!: BulkRowStatus;

  @Field(() => BulkProblem, { nullable: true, description: 'Why nothing was done.' })
  problem!: BulkProblem | null;

  @Field(() => Enrollment, {
    nullable: true,
    description: 'The enrolment, new or known; null for what was refused, and in a dry run for what would be new.',
  })
  enrollment!: Enrollment | null;
}

@ObjectType({ description: 'What became of each row.' })
export class BulkEnrollPayload {
  @Field(() => Boolean, { description: 'Whether this was a dry run.' })
  dryRun!: boolean;

  @Field(() => Int, { description: 'How many were enrolled, or would be.' })
  enrolled!: number;

  @Field(() => [BulkEnrollRow], { description: 'The rows, in their order.' })
  rows!: BulkEnrollRow[];
}
