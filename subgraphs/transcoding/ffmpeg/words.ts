/** A command line from its words and groups of words that belong together. */
export const words = (...groups: readonly (string | readonly string[])[]): readonly string[] => groups.flat();
