/** An operation that the product refused, in its own words. */
export class Refused extends Error {}

export interface Leave {
  readonly grantId: string;
  readonly hlsUrl: string;
  /** Seconds. */
  readonly renewAfter: number;
}

interface Answer {
  readonly data?: Readonly<Record<string, Outcome>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

interface Outcome {
  readonly code?: string;
  readonly message?: string;
  readonly accessToken?: string;
  readonly playback?: { readonly id: string };
  readonly urls?: { readonly hlsUrl: string };
  readonly renewAfter?: number;
  readonly credited?: number;
}

/** What the page asks of the product, as one person or as nobody. */
export class Api {
  private constructor(private readonly token: string | null) {}

  /** @throws Refused */
  static async signIn(email: string, password: string): Promise<Api> {
    if (email === '') return new Api(null);
    const { accessToken } = await new Api(null).ask(LOG_IN, { email, password });
    return new Api(accessToken ?? null);
  }

  /** @throws Refused */
  async start(lessonId: string): Promise<Leave> {
    const { playback, urls, renewAfter = 0 } = await this.ask(START, { lessonId });
    const hlsUrl = urls!.hlsUrl;
    // The first request says who asks; from then on the browser has a cookie for these files, and players need no more.
    await fetch(hlsUrl, { headers: this.headers });
    return { grantId: playback!.id, hlsUrl, renewAfter };
  }

  /** @throws Refused where it is over */
  async renew(grantId: string): Promise<void> {
    await this.ask(RENEW, { grantId });
  }

  /** Tells what was played, and returns how many seconds of it are news. @throws Refused */
  async report(grantId: string, position: number, played: TimeRanges): Promise<number> {
    const ranges = Array.from({ length: played.length }, (_, index) => ({
      from: played.start(index),
      to: played.end(index),
    }));
    return (await this.ask(REPORT, { grantId, position, ranges })).credited ?? 0;
  }

  private async ask(query: string, input: object): Promise<Outcome> {
    const headers = { 'content-type': 'application/json', ...this.headers };
    const body = JSON.stringify({ query, variables: { input } });
    const { data, errors } = (await (await fetch('/graphql', { method: 'POST', headers, body })).json()) as Answer;
    if (errors?.[0]) throw new Refused(`${errors[0].extensions?.code ?? ''} ${errors[0].message}`);
    const [outcome = {}] = Object.values(data ?? {});
    if (outcome.code !== undefined) throw new Refused(`${outcome.code} ${outcome.message ?? ''}`);
    return outcome;
  }

  private get headers(): Record<string, string> {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
  }
}

const LOG_IN = `mutation ($input: LogInInput!) {
  logIn(input: $input) { ... on LogInPayload { accessToken } ... on Refusal { code message } }
}`;
const START = `mutation ($input: StartPlaybackInput!) {
  startPlayback(input: $input) {
    ... on StartPlaybackPayload { playback { id } urls { hlsUrl } renewAfter }
    ... on Refusal { code message }
  }
}`;
const RENEW = `mutation ($input: RenewPlaybackInput!) {
  renewPlayback(input: $input) { ... on RenewPlaybackPayload { renewAfter } ... on Refusal { code message } }
}`;
const REPORT = `mutation ($input: ReportPlaybackInput!) { reportPlayback(input: $input) { credited } }`;
