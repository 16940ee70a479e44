import { Field, ObjectType } from 'type-graphql';
import { REASONS } from '../ffmpeg';

/** What ends a job beside what FFmpeg finds, or keeps a try from passing. */
const own = {
  SOURCE_MISSING: { message: 'The uploaded file is not there any more.', retryable: false },
  STORE_UNAVAILABLE: { message: 'The place where files are kept did not answer.', retryable: true },
  WORKER_LOST: { message: 'The machine that prepared the file went away.', retryable: true },
} as const;

const reasons: Readonly<Record<string, { readonly message: string; readonly retryable: boolean }>> = {
  ...REASONS,
  ...own,
};

export type TranscodeReasonCode = keyof typeof REASONS | keyof typeof own;

/** Whether another try can pass. */
export const isPassing = (code: string): boolean => reasons[code]?.retryable ?? false;

@ObjectType({ description: 'Why a video or a sound was not prepared, or why it has to be tried again.' })
export class TranscodeReason {
  @Field(() => String, { description: 'Stable code, such as `TRUNCATED`.' })
  code!: string;

  @Field(() => String, { description: 'Text for people, in English.' })
  message!: string;

  static of(code: string): TranscodeReason {
    const message = reasons[code]?.message ?? REASONS.FAILED.message;
    return Object.assign(new TranscodeReason(), { code, message });
  }
}
