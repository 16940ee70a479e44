import { IANAZone } from 'luxon';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Run } from './run.entity';

export type RunDates = Pick<Run, 'kind' | 'startsAt' | 'endsAt' | 'zone'>;

/** @throws BAD_INPUT naming each field that does not fit the kind of run. */
export function checkDates({ kind, startsAt, endsAt, zone }: RunDates): void {
  const problems = kind === 'DATED' ? datedProblems(startsAt, endsAt, zone) : selfPacedProblems(startsAt, endsAt, zone);
  if (Object.keys(problems).length > 0) throw kitErrors.BAD_INPUT({ fields: problems });
}

function datedProblems(startsAt: Date | null, endsAt: Date | null, zone: string | null): Record<string, string> {
  return {
    ...(startsAt === null && { startsAt: 'A dated run begins at some time.' }),
    ...(startsAt !== null && endsAt !== null && endsAt <= startsAt && { endsAt: 'A run ends after it began.' }),
    ...((zone === null || !IANAZone.isValidZone(zone)) && { zone: 'Give an IANA time zone, such as Europe/Lisbon.' }),
  };
}

function selfPacedProblems(...values: unknown[]): Record<string, string> {
  const names = ['startsAt', 'endsAt', 'zone'];
  const given = names.filter((_, index) => values[index] !== null);
  return Object.fromEntries(given.map((name) => [name, 'A self-paced run has no dates.']));
}
