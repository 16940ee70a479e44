import type { CompiledOperation } from '../compiled-operation';
import type { PlanRequest } from './planner';
import { planKey, Plans } from './plans';

const shape = { type: 'Query', isAbstract: false, fields: [], byType: null, types: ['Query'] };
const compiled = {
  kind: 'query',
  root: null,
  primary: null,
  shape,
  usesContext: false,
  introspection: null,
} as unknown as CompiledOperation;
const variant = { conditions: {}, denied: {}, overrides: [] };
const request = (source: string) => (): PlanRequest => ({ source, operationName: null, variant });

const silent = { planCache: () => {}, planCacheSize: () => {}, planned: () => {}, planRefused: () => {} };

it('makes each plan once, also when many ask before it is there', async () => {
  const made: string[] = [];
  const plans = new Plans((wanted) => {
    made.push(wanted.source);
    return Promise.resolve(compiled);
  }, silent);
  const ready = await Promise.all([plans.get('a', request('a')), plans.get('a', request('a'))]);
  expect(made).toEqual(['a']);
  expect(ready[0]).toBe(ready[1]);
  expect(plans.get('a', request('a'))).toBe(ready[0]);
});

it('what could not be planned is refused without another try, and counted', async () => {
  let tries = 0;
  const refused = jest.fn();
  const plans = new Plans(
    () => {
      tries += 1;
      return Promise.reject(new Error('too much'));
    },
    { ...silent, planRefused: refused },
  );
  for (let turn = 0; turn < 3; turn += 1)
    await expect(Promise.resolve(plans.get('a', request('a')))).rejects.toThrow('too much');
  expect(tries).toBe(1);
  expect(refused).toHaveBeenCalledTimes(1);
});

it('knows which plans are used most', async () => {
  const plans = new Plans(() => Promise.resolve(compiled), silent);
  for (const source of ['once', 'often', 'often', 'twice', 'often', 'twice']) await plans.get(source, request(source));
  expect(plans.hottest(2).map(({ source }) => source)).toEqual(['often', 'twice']);
});

it('a key tells apart whatever changes a plan', () => {
  const variants = [
    variant,
    { ...variant, conditions: { a: true } },
    { ...variant, conditions: { a: false } },
    { ...variant, denied: { 'T.a': 'UNAUTHENTICATED' } as const },
    { ...variant, denied: { 'T.a': 'FORBIDDEN_FIELD' } as const },
    { ...variant, overrides: ['percent(5)'] },
  ];
  expect(new Set(variants.map(planKey)).size).toBe(variants.length);
});
