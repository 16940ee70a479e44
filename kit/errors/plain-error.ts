/** What the person at the terminal can put right: printed there by its message alone, without a stack. */
export class PlainError extends Error {}
