import { defineErrors } from '../../kit/errors/errors';

export const userErrors = defineErrors({
  WEAK_PASSWORD: {
    message: 'This password is too easy to guess.',
    remedy: 'Show `extensions.fields`, which says why and what would help, and ask for another.',
  },
  WRONG_PASSWORD: { message: 'The current password is not right.', remedy: 'Ask for the current password again.' },
  USERNAME_TAKEN: { message: 'This username is taken.', remedy: 'Choose another; case does not tell usernames apart.' },
  INVALID_TOKEN: {
    message: 'This link is not valid, was used already or has expired.',
    remedy: 'Ask for a new letter by `resendVerification` or `requestPasswordReset`.',
  },
  BUILT_IN_ROLE: {
    message: 'The roles that the house brings cannot be changed.',
    remedy: 'Create a role of your own.',
  },
  ROLE_NAME_TAKEN: { message: 'There is a role of this name already.', remedy: 'Choose another name.' },
  GRANT_TOO_WIDE: {
    message: 'You can pass on only what you hold yourself; you lack: {missing}.',
    remedy: 'Leave out the permissions in `extensions.missing`, or ask someone who holds them.',
  },
  TOO_MANY_ROLES: {
    message: 'A person can hold at most {limit} roles.',
    remedy: 'Revoke roles that are no longer needed.',
  },
  TOO_MANY_KEYS: {
    message: 'A person can have at most {limit} API keys at a time.',
    remedy: 'Revoke keys that are no longer needed.',
  },
  LAST_ADMINISTRATOR: {
    message: 'This is the last administrator.',
    remedy: 'Make someone else an administrator first.',
  },
});
