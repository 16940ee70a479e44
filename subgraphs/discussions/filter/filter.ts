import type { FileNature } from './file-nature';

/** What a text is, and who wrote it, as far as filters look. Nothing here is stored. */
export interface Submission {
  /** What it is called where it opens a thread; empty where not. */
  readonly title: string;
  /** The words alone, as people read them. */
  readonly words: string;
  /** Hosts that it links to. */
  readonly hosts: readonly string[];
  /** How much its author has published in the course already. */
  readonly publishedBefore: number;
  /** What the files with it are. */
  readonly files: readonly FileNature[];
  /** The words of what its author wrote in the last day, the newest first. */
  readonly recent: readonly { readonly words: string; readonly secondsAgo: number }[];
}

/** Why a filter stopped a text, or had a second look asked for. */
export type FilterReason = 'LINK_FROM_NEWCOMER' | 'REPEATED' | 'INSULT' | 'TOO_FAST' | 'SHOUTING' | 'FILE_TYPE';

export interface Finding {
  /** HOLD: nobody sees it before a moderator did. FLAG: it is published, and a moderator looks. */
  readonly verdict: 'HOLD' | 'FLAG';
  readonly reason: FilterReason;
}

/** One small question about a text. Pure: the same text of the same person is judged the same. */
export type Filter = (submission: Submission) => Finding | null;

export interface Judgement {
  readonly verdict: 'PASS' | 'FLAG' | 'HOLD';
  readonly reasons: readonly FilterReason[];
}

/** All filters look; the strictest verdict counts, and every reason is told. */
export function judge(filters: readonly Filter[], submission: Submission): Judgement {
  const findings = filters.flatMap((filter) => filter(submission) ?? []);
  const isHeld = findings.some(({ verdict }) => verdict === 'HOLD');
  const verdict = isHeld ? 'HOLD' : findings.length > 0 ? 'FLAG' : 'PASS';
  return { verdict, reasons: findings.map(({ reason }) => reason) };
}
