import { PlainError } from '../kit/errors/plain-error';

/** Commands that cannot be followed as they were given. */
export class UsageError extends PlainError {
  override readonly name = 'UsageError';
}
