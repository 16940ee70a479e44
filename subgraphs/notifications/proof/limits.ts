import { limit } from '../../../kit/throttle/limit';

/** Codes: nobody's telephone or inbox is flooded by us, nobody sends at our cost, and nobody guesses. */
export const limits = {
  codeToAddress: limit('code/address', 3, 3_600),
  codeToPerson: limit('code/person', 5, 3_600),
  codeFromNetwork: limit('code/network', 30, 3_600),
  guessOfPerson: limit('code-guess/person', 20, 3_600),
} as const;
