import { createElement as h, useSyncExternalStore, type ReactElement } from 'react';
import { currentSession, onSessionChange, remember } from './session';

/** The strip above GraphiQL: whose token goes out, and the way back to the examples. */
export function Bar({ onRestoreExamples }: { onRestoreExamples: () => void }): ReactElement {
  const session = useSyncExternalStore(onSessionChange, currentSession);
  return h(
    'header',
    { className: 'bar' },
    h('strong', { className: 'bar-name' }, 'Lyceum'),
    h(
      'button',
      {
        type: 'button',
        className: 'bar-button',
        title: 'Close every tab and open the examples',
        onClick: onRestoreExamples,
      },
      'Restore examples',
    ),
    h(
      'span',
      { className: 'bar-who', role: 'status' },
      session ? ['Signed in as ', h('b', { key: 'name' }, session.displayName ?? 'a user')] : 'Not signed in',
    ),
    session && h('button', { type: 'button', className: 'bar-button', onClick: () => remember(null) }, 'Sign out'),
  );
}
