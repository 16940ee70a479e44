import { limit } from '../../../kit/throttle/limit';

/**
 * Guessing is slowed down in three ways at once: one network at one account, one network at all accounts, and all
 * strange networks at one account. The last would let a stranger lock the owner out, so it spares networks that the
 * owner has used before, and a password reset makes its network one of those.
 */
export const limits = {
  logInFromNetwork: limit('log-in/network', 100, 3_600),
  logInAtAccountFromNetwork: limit('log-in/account+network', 5, 900),
  logInAtAccountFromStrangeNetworks: limit('log-in/account', 50, 3_600),
  /** Whoever holds a stolen access token must not guess the password with it. */
  proofOfPassword: limit('proof-of-password', 10, 900),
  registerFromNetwork: limit('register/network', 60, 3_600),
  letterFromNetwork: limit('letter/network', 60, 3_600),
  /** Nobody's inbox is flooded by us. */
  letterToAddress: limit('letter/address', 5, 3_600),
} as const;
