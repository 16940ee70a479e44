import type { Mail } from '../../../kit/mail/mailer';
import { writeLetter } from '../../../kit/mail/letter';

interface Occasion {
  readonly to: string;
  readonly name: string;
  readonly publicUrl: string;
}

interface Action {
  readonly path: string;
  readonly token: string;
  readonly label: string;
}

/** Proves that an address can be read. */
export function verificationLetter(occasion: Occasion, username: string, token: string): Mail {
  const lines = [
    `Someone, hopefully you, registered at Lyceum with this address and the username ${username}.`,
    'Open the link within 24 hours to confirm it.',
    'If that is not your username, or it was not you, do nothing: without the link there will be no account.',
  ];
  return letter(occasion, 'Confirm your address', lines, { path: '/verify', token, label: 'Confirm my address' });
}

/** What the owner of an address hears when someone registers with it again. */
export function alreadyRegisteredLetter(occasion: Occasion): Mail {
  const lines = [
    'Someone, perhaps you, tried to register at Lyceum with this address. You have an account already, and nothing about it has changed.',
    'If it was you, log in as usual; if you forgot your password, ask for a new one. If it was not you, you need not do anything.',
  ];
  return letter(occasion, 'You have an account already', lines);
}

export function resetLetter(occasion: Occasion, token: string): Mail {
  const lines = [
    'Someone, hopefully you, asked to choose a new password for your Lyceum account. Open the link within one hour to do so.',
    'If it was not you, do nothing: your password stays as it is.',
  ];
  return letter(occasion, 'Choose a new password', lines, {
    path: '/reset-password',
    token,
    label: 'Choose a new password',
  });
}

/** The only trace that a thief who changed the password cannot hide. */
export function passwordChangedLetter(occasion: Occasion): Mail {
  const lines = [
    'The password of your Lyceum account was changed, and you were logged out everywhere else.',
    'If it was not you, ask for a new password at once: that logs everyone out.',
  ];
  return letter(occasion, 'Your password was changed', lines);
}

function letter({ to, name, publicUrl }: Occasion, subject: string, lines: readonly string[], action?: Action): Mail {
  const url = action ? new URL(`${action.path}?token=${action.token}`, publicUrl).toString() : null;
  return writeLetter({
    to,
    subject,
    greeting: `Hello ${name},`,
    lines,
    ...(action && url ? { action: { url, label: action.label, token: action.token } } : {}),
  });
}
