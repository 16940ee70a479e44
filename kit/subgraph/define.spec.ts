import { on } from '../events/on';
import type { EventName } from '../events/catalog';
import { sample } from '../testing/sample-subgraph';
import { defineSubgraph } from './define';

it('refuses an event that the catalogue does not have, at start', () => {
  const made = 'user.vanished' as EventName;
  expect(() => defineSubgraph({ ...sample, emits: [made] })).toThrow(
    'sample names events without a type: user.vanished',
  );
  expect(() => defineSubgraph({ ...sample, handlers: [on(made, () => Promise.resolve())] })).toThrow('user.vanished');
});

it('refuses two handlers that the inbox could not tell apart', () => {
  const handler = on('user.registered', () => Promise.resolve());
  expect(() => defineSubgraph({ ...sample, handlers: [handler, handler] })).toThrow('give each a purpose');
  const other = on('user.registered', () => Promise.resolve(), 'welcome');
  expect(defineSubgraph({ ...sample, handlers: [handler, other] }).handlers).toHaveLength(2);
});
