/**
 * What a job needs has not been told here yet, as events of two subgraphs come in any order: it is tried again, and is no
 * fault unless it stays so to the last try.
 */
export class NotYet extends Error {}
