import type { SelectQueryBuilder } from 'typeorm';
import { page } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { LedgerAccount } from './ledger-account.entity';
import { LedgerEntry } from './ledger-entry.entity';
import type { LedgerAccountsArgs, LedgerEntriesArgs, LedgerEntryFilter, LedgerProof } from './ledger.input';
import { mayAudit } from '../user/staff';

/** What auditors read. To everyone else there is no ledger. */
export class LedgerService {
  constructor(private readonly scope: Scope) {}

  /** The newest first. @throws BAD_CURSOR */
  async entries({ filter, ...args }: LedgerEntriesArgs): Promise<Page<LedgerEntry> | null> {
    if (!mayAudit(this.scope.viewer)) return null;
    const order = { by: 'at', direction: 'DESC' } as const;
    const where = (query: SelectQueryBuilder<LedgerEntry>): void => narrowEntries(query, filter ?? {});
    return page(this.scope, { name: 'ledgerEntries', entity: LedgerEntry, order, where }, args);
  }

  /** By name. @throws BAD_CURSOR */
  async accounts({ startingWith, ...args }: LedgerAccountsArgs): Promise<Page<LedgerAccount> | null> {
    if (!mayAudit(this.scope.viewer)) return null;
    const order = { by: 'account', direction: 'ASC' } as const;
    const where = (query: SelectQueryBuilder<LedgerAccount>): void => {
      if (startingWith) query.andWhere('starts_with(row.account, :startingWith)', { startingWith });
    };
    return page(this.scope, { name: 'ledgerAccounts', entity: LedgerAccount, order, where }, args);
  }

  async lastProof(): Promise<LedgerProof | null> {
    if (!mayAudit(this.scope.viewer)) return null;
    const [proof] = await this.scope.db.query<LedgerProof[]>(LAST_PROOF);
    return proof ?? null;
  }
}

/** An id that is none narrows to nothing. */
export function narrowEntries(query: SelectQueryBuilder<LedgerEntry>, filter: LedgerEntryFilter): void {
  const { account, currency, causeKind, causeId, transactionId, lineId, from, until } = filter;
  if (account != null) query.andWhere('row.account = :account', { account });
  if (currency != null) query.andWhere('row.currency = :currency', { currency });
  if (transactionId != null) narrowToId(query, 'transactionId', transactionId);
  if (lineId != null) narrowToId(query, 'lineId', lineId);
  if (from != null) query.andWhere('row.at >= :from', { from });
  if (until != null) query.andWhere('row.at < :until', { until });
  if (causeKind != null) query.andWhere(`${CAUSE} AND cause_kind = :causeKind)`, { causeKind });
  if (causeId != null) query.andWhere(`${CAUSE} AND cause_id = :causeId)`, { causeId });
}

function narrowToId(query: SelectQueryBuilder<LedgerEntry>, column: 'transactionId' | 'lineId', id: string): void {
  if (isUuid(id)) query.andWhere(`row.${column} = :${column}`, { [column]: id });
  else query.andWhere('FALSE');
}

const CAUSE = `EXISTS (SELECT FROM ledger_transaction WHERE ledger_transaction.id = row.transaction_id`;
const LAST_PROOF = `SELECT at, jsonb_array_length(problems) AS problems FROM ledger_proof ORDER BY at DESC, id DESC LIMIT 1`;
