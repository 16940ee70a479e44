import { Random } from '../../../kit/random/random';
import { affiliatePayable, instructorPayable, taxPayable, type Account } from './account';
import { balanced, type Posting } from './posting';
import {
  disputeLostPosting,
  disputePosting,
  disputeWonPosting,
  refundFailedPosting,
  refundPosting,
  type ReversedLine,
} from './reversal.posting';
import { equalShares, splitOf, type RevenueShare } from './revenue-share';
import { portionsOf, salePosting, type SoldLine } from './sale.posting';
import { feePosting, payoutPosting, payoutReversedPosting, settlementPosting } from './transfer.posting';

const at = new Date('2026-03-02T09:00:00Z');
const availableAt = new Date('2026-04-01T09:00:00Z');
const [ann, bob, eve] = ['a', 'b', 'e'].map((letter) => `00000000-0000-7000-8000-00000000000${letter}`) as [
  string,
  string,
  string,
];

function someLine(random: Random): SoldLine {
  const below = (limit: number): number => random.between(0, limit - 1);
  const net = BigInt(below(100_000));
  const tax = BigInt(below(20_000));
  const shares: RevenueShare[] = [
    ...equalShares([ann, bob, eve].slice(0, below(4)), below(8_000)),
    ...(below(2) ? [{ kind: 'AFFILIATE' as const, userId: eve, basisPoints: below(2_000) }] : []),
  ];
  return { id: `line ${below(1e9)}`, net, tax, gross: net + tax, jurisdiction: 'DE', shares };
}

/** The ledger as sums by account, refusing what is out of balance. */
class Book {
  readonly sums = new Map<Account, bigint>();

  post({ entries }: Posting): void {
    for (const { account, minor } of entries) this.sums.set(account, this.of(account) + minor);
    expect([...this.sums.values()].reduce((sum, minor) => sum + minor, 0n)).toBe(0n);
  }

  of(account: Account): bigint {
    return this.sums.get(account) ?? 0n;
  }
}

/** What was taken back of a line, by account: what the ledger tells the next reversal. */
class Taken {
  readonly before = new Map<Account, bigint>();

  reversal(line: SoldLine, gross: bigint): ReversedLine {
    return { lineId: line.id, portions: portionsOf(line), gross, before: new Map(this.before), availableAt };
  }

  note(posting: Posting, sign = 1n): void {
    for (const { account, minor } of posting.entries)
      if (account !== 'provider:clearing' && account !== 'disputes')
        this.before.set(account, (this.before.get(account) ?? 0n) + sign * minor);
  }
}

it('Ledger, payouts: a sale owes each share, and the tax, and keeps the rest', () => {
  const shares: RevenueShare[] = [
    ...equalShares([ann, bob], 7_000),
    { kind: 'AFFILIATE', userId: eve, basisPoints: 1_000 },
  ];
  const line = { id: '1', net: 9_999n, tax: 1_900n, gross: 11_899n, jurisdiction: 'FR', shares };
  const { entries } = salePosting({ orderId: 'o', currency: 'EUR', at, availableAt, lines: [line] });
  expect(entries.map(({ account, minor, availableAt: from }) => [account, minor, from])).toEqual([
    ['provider:clearing', 11_899n, null],
    ['platform:revenue', -2_000n, null],
    [instructorPayable(ann), -3_500n, availableAt],
    [instructorPayable(bob), -3_499n, availableAt],
    [affiliatePayable(eve), -1_000n, availableAt],
    [taxPayable('FR'), -1_900n, null],
  ]);
});

it.each(['JPY', 'EUR', 'KWD'])(
  'Ledger, payouts: zero sum at all times, and refunds of a line add up to it, in %s',
  (currency) => {
    const random = new Random(currency.charCodeAt(0));
    const below = (limit: number): number => random.between(0, limit - 1);
    for (let round = 0; round < 60; round += 1) {
      const book = new Book();
      const lines = Array.from({ length: 1 + below(3) }, () => someLine(random));
      book.post(salePosting({ orderId: 'o', currency, at, availableAt, lines }));
      book.post(feePosting({ id: 'f', currency, minor: BigInt(below(500)), at }));
      for (const line of lines) {
        const taken = new Taken();
        let left = line.gross;
        for (let cut = 0; left > 0n; cut += 1) {
          const gross = cut > 8 ? left : BigInt(1 + below(Number(left)));
          const reversal = { id: `r${cut}`, currency, at, lines: [taken.reversal(line, gross)] };
          if (below(4) === 0) {
            // A dispute that is won, and a refund that fails, leave nothing behind.
            const dispute = { id: 'd', currency, minor: gross, at };
            for (const posting of [disputePosting(dispute), disputeWonPosting(dispute)]) book.post(posting);
            for (const posting of [refundPosting(reversal), refundFailedPosting(refundPosting(reversal), at)])
              book.post(posting);
          }
          const lost = below(3) === 0;
          if (lost) book.post(disputePosting({ id: 'd', currency, minor: gross, at }));
          const posting = lost ? disputeLostPosting(reversal) : refundPosting(reversal);
          book.post(posting);
          taken.note(posting);
          left -= gross;
        }
      }
      for (const account of [instructorPayable(ann), instructorPayable(bob), affiliatePayable(eve), taxPayable('DE')])
        expect(book.of(account)).toBe(0n);
      expect(book.of('disputes')).toBe(0n);
      expect(book.of('platform:revenue')).toBe(-book.of('refunds'));
    }
  },
);

it('Refund: a failed refund in between does not shift what later ones take', () => {
  const line = someLine(new Random(7));
  const taken = new Taken();
  const refund = (id: string, gross: bigint): Posting =>
    refundPosting({ id, currency: 'EUR', at, lines: [taken.reversal(line, gross)] });
  const first = refund('a', line.gross / 3n);
  taken.note(first);
  const second = refund('b', line.gross / 3n);
  taken.note(second);
  taken.note(first, -1n);
  const rest = refund('c', line.gross - line.gross / 3n);
  taken.note(rest);
  for (const { account, minor } of portionsOf(line))
    expect([account, taken.before.get(account === 'platform:revenue' ? 'refunds' : account) ?? 0n]).toEqual([
      account,
      minor,
    ]);
});

it('Refund: never more than the line', () => {
  const line = someLine(new Random(7));
  const reversal = new Taken().reversal(line, line.gross + 1n);
  expect(() => refundPosting({ id: 'r', currency: 'EUR', at, lines: [reversal] })).toThrow(RangeError);
});

it('Refund: what comes after the payout leaves a negative balance; a payout that comes back is owed again', () => {
  const book = new Book();
  const line = {
    ...someLine(new Random(1)),
    shares: equalShares([ann], 7_000),
    net: 10_000n,
    gross: 11_900n,
    tax: 1_900n,
  };
  book.post(salePosting({ orderId: 'o', currency: 'EUR', at, availableAt, lines: [line] }));
  const payout = { id: 'p', currency: 'EUR', minor: 7_000n, at, account: instructorPayable(ann) };
  book.post(payoutPosting(payout));
  expect(book.of(instructorPayable(ann))).toBe(0n);
  const reversal = new Taken().reversal(line, line.gross);
  book.post(refundPosting({ id: 'r', currency: 'EUR', at, lines: [reversal] }));
  expect(book.of(instructorPayable(ann))).toBe(7_000n);
  book.post(payoutReversedPosting(payout));
  expect(book.of(instructorPayable(ann))).toBe(0n);
  book.post(settlementPosting({ id: 's', currency: 'EUR', minor: 100n, at }));
  expect(book.of('bank')).toBe(100n);
});

it.each([
  [10n, [3_333, 3_333, 3_333], [0n, 4n, 3n, 3n]],
  [100n, [5_000], [50n, 50n]],
  [1n, [7_000], [0n, 1n]],
  [1_001n, [10_000], [0n, 1_001n]],
  [0n, [7_000], [0n, 0n]],
])('Price snapshot: %s is shared out exactly', (net, basisPoints, expected) => {
  const shares = basisPoints.map((points) => ({ kind: 'INSTRUCTOR' as const, userId: ann, basisPoints: points }));
  const parts = splitOf(net, shares).map(({ minor }) => minor);
  expect(parts.reduce((sum, minor) => sum + minor, 0n)).toBe(net);
  expect(parts).toEqual(expected);
});

it('Price snapshot: co-instructors get equal parts, and no basis point is lost', () => {
  expect(equalShares([ann, bob, eve], 7_000).map(({ basisPoints }) => basisPoints)).toEqual([2_334, 2_333, 2_333]);
  expect(equalShares([], 7_000)).toEqual([]);
  expect(() => splitOf(1n, equalShares([ann], 10_001))).toThrow(RangeError);
});

it('refuses a posting that is out of balance', () => {
  const posting = { cause: { kind: 'FEE' as const, id: 'x' }, currency: 'EUR', at };
  const entries = [{ account: 'fees' as const, minor: 1n, lineId: null, availableAt: null }];
  expect(() => balanced({ ...posting, entries })).toThrow('out of balance by 1');
});
