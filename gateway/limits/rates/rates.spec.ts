import { kitErrors } from '../../../kit/errors/kit-errors';
import { Viewer } from '../../../kit/identity/viewer';
import type { KeyTerms } from '../../../kit/identity/key-terms';
import { silentLog } from '../../../kit/testing/silent-log';
import { person } from '../../../kit/testing/viewers';
import { openCounters } from './counters';
import { Rates, type Admission, type RateConfig } from './rates';

const config: RateConfig = { RATE_PER_ADDRESS: 3, RATE_PER_USER: 2, RATE_PER_KEY: 2, COST_PER_KEY: 100 };
/** With counters of its own. */
const open = (given: RateConfig) => new Rates(given, openCounters(undefined, silentLog));

const nobody = { viewer: Viewer.anonymous, key: null };
const ada = { viewer: person('ada'), key: null };
const keyOf = (id: string, terms: Partial<KeyTerms> = {}) => ({
  viewer: Viewer.anonymous,
  key: { id, documents: null, requestsPerMinute: null, costPerMinute: null, ...terms },
});

const codes = (admissions: readonly Admission[]) =>
  admissions.map(({ refusal }) => (refusal as { code?: string } | null)?.code);
async function times<T>(count: number, ask: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await ask());
  return answers;
}
const limited = kitErrors.RATE_LIMITED().code;

it('each address has its own minute, and is told what is left of it', async () => {
  const rates = open(config);
  const asked = await times(4, () => rates.admit(nobody, '192.0.2.1'));
  expect(codes(asked)).toEqual([undefined, undefined, undefined, limited]);
  expect(asked.map(({ headers }) => headers['ratelimit']?.replace(/t=.*/, ''))).toEqual(
    [2, 1, 0, 0].map((left) => `"address";r=${left};`),
  );
  expect(asked[3]?.headers['retry-after']).toMatch(/^\d+$/);
  expect(codes([await rates.admit(nobody, '192.0.2.2')])).toEqual([undefined]);
});

it('who is signed in counts as themselves, wherever they are', async () => {
  const rates = open(config);
  await times(4, () => rates.admit(nobody, '192.0.2.1'));
  expect(codes([await rates.admit(ada, '192.0.2.1'), await rates.admit(ada, '192.0.2.9')])).toEqual([
    undefined,
    undefined,
  ]);
  expect(codes([await rates.admit(ada, '192.0.2.77')])).toEqual([limited]);
});

it('a key has the rate that its terms name, or the usual one', async () => {
  const rates = open(config);
  expect(codes(await times(3, () => rates.admit(keyOf('usual'), 'a')))).toEqual([undefined, undefined, limited]);
  const generous = keyOf('generous', { requestsPerMinute: 4 });
  expect(codes(await times(5, () => rates.admit(generous, 'a'))).at(-2)).toBeUndefined();
  expect(codes(await times(1, () => rates.admit(generous, 'a')))).toEqual([limited]);
});

it('a budget that is used up stops a key; one that is not does not', async () => {
  const rates = open(config);
  const key = keyOf('k', { requestsPerMinute: 100 });
  expect(await rates.spend(key.key, { estimated: 500, actual: 99 })).toBeNull();
  expect(codes([await rates.admit(key, 'a')])).toEqual([undefined]);
  expect(await rates.spend(key.key, { estimated: 1, actual: null })).toBeNull();
  expect(codes([await rates.admit(key, 'a')])).toEqual([limited]);
  expect(await rates.spend(key.key, { estimated: 1, actual: null })).toMatchObject({ code: limited });
});

it('wrong guesses stop an address from guessing on', async () => {
  const rates = open({ ...config, RATE_PER_ADDRESS: 200 });
  const token = { authorization: 'Bearer x', apiKey: undefined };
  const key = { authorization: undefined, apiKey: 'x' };
  expect(codes([await rates.mayIdentify({ ...token, address: 'a' })])).toEqual([undefined]);
  await times(2, () => rates.noteWrongGuess('a'));
  for (const guess of [token, key])
    expect(codes([await rates.mayIdentify({ ...guess, address: 'a' })])).toEqual([limited]);
  expect(codes([await rates.mayIdentify({ ...token, address: 'b' })])).toEqual([undefined]);
});

it('who says nothing of themselves is not looked up, and may go on as nobody', async () => {
  const counters = openCounters(undefined, silentLog);
  const rates = new Rates(config, counters);
  await times(5, () => rates.noteWrongGuess('a'));
  const asked = jest.spyOn(counters, 'get');
  expect(codes([await rates.mayIdentify({ authorization: undefined, apiKey: undefined, address: 'a' })])).toEqual([
    undefined,
  ]);
  expect(asked).not.toHaveBeenCalled();
});

it('0 is no limit', async () => {
  const rates = open({ RATE_PER_ADDRESS: 0, RATE_PER_USER: 0, RATE_PER_KEY: 0, COST_PER_KEY: 0 });
  const asked = await times(50, () => rates.admit(nobody, 'a'));
  expect(asked.every(({ refusal, headers }) => refusal === null && Object.keys(headers).length === 0)).toBe(true);
});
