/** Who signed in from this browser tab. */
export interface Session {
  readonly accessToken: string;
  readonly displayName: string | null;
}

const KEY = 'lyceum.session';
const listeners = new Set<() => void>();
let current = restore();

/** The session of this tab; the same object until it changes. */
export const currentSession = (): Session | null => current;

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Remembers until the tab closes, because a token that outlives its tab is a token that leaks. */
export function remember(session: Session | null): void {
  current = session;
  if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
  else sessionStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

/** The session that a result brings, where one of its root fields is a log-in payload. */
export function sessionIn(result: unknown): Session | null {
  if (!isRecord(result) || !isRecord(result.data)) return null;
  for (const field of Object.values(result.data)) {
    if (!isRecord(field) || typeof field.accessToken !== 'string') continue;
    const name = isRecord(field.user) ? field.user.displayName : null;
    return { accessToken: field.accessToken, displayName: typeof name === 'string' ? name : null };
  }
  return null;
}

function restore(): Session | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (!isRecord(stored) || typeof stored.accessToken !== 'string') return null;
    return {
      accessToken: stored.accessToken,
      displayName: typeof stored.displayName === 'string' ? stored.displayName : null,
    };
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
