import { kitErrors } from '../../../kit/errors/kit-errors';
import { chargeStepOf } from '../../../kit/money/currencies';
import type { MoneyInput } from '../../../kit/money/money.input';

/** What cards can be given back of something in a currency. @throws BAD_INPUT for any other amount */
export function requireAmount({ minor, currency }: MoneyInput, expected: string, field: string): void {
  const problem =
    currency === expected
      ? minor <= 0n
        ? 'Give more than nothing.'
        : minor % chargeStepOf(currency) === 0n
          ? null
          : `Cards are charged in steps of ${chargeStepOf(currency)} minor units of ${currency}.`
      : `It was paid in ${expected}.`;
  if (problem) throw kitErrors.BAD_INPUT({ fields: { [field]: problem } });
}
