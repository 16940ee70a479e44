/** So many of one thing per key in so many seconds. */
export interface Limit {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

export const limit = (name: string, points: number, seconds: number): Limit => ({ name, points, seconds });
