/** The account whose keys the emulator has. */
export const PLATFORM = 'acct_1LyceumEmulator00';
