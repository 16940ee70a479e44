import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';

interface MadeTransfer {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly destination: string;
  readonly group: string;
  reversed: boolean;
}

type Form = Readonly<Record<string, string>>;

/** Accounts and transfers of Stripe Connect, with idempotency keys and faults: as much as payouts need. */
export class ConnectServer {
  readonly transfers: MadeTransfer[] = [];
  readonly accounts = new Map<string, { userId: string; takesTransfers: boolean }>();
  /** Whether answers get lost after the work was done. */
  loses = false;
  /** The code by which transfers are refused; null: they are not. */
  refuses: string | null = null;
  private readonly answered = new Map<string, object>();
  private readonly app: FastifyInstance = Fastify();

  constructor() {
    this.app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    this.app.post('/v1/accounts', (request) => this.once(request, (form) => this.makeAccount(form)));
    this.app.get<{ Params: { id: string } }>('/v1/accounts/:id', ({ params: { id } }) => this.account(id));
    this.app.post('/v1/account_links', (request) => ({
      object: 'account_link',
      created: 0,
      expires_at: 1,
      url: `https://connect.test/${(request.body as Form)['account']}`,
    }));
    this.app.post('/v1/transfers', (request, reply) => {
      if (this.refuses) return reply.code(400).send({ error: { type: 'invalid_request_error', code: this.refuses } });
      const answer = this.once(request, (form) => this.makeTransfer(form));
      if (this.loses) return request.raw.destroy();
      return answer;
    });
    this.app.get<{ Querystring: { transfer_group: string } }>('/v1/transfers', ({ query }) => ({
      object: 'list',
      has_more: false,
      url: '/v1/transfers',
      data: this.transfers.filter(({ group }) => group === query.transfer_group).map(shown),
    }));
    this.app.get<{ Params: { id: string } }>('/v1/transfers/:id', ({ params: { id } }) => shown(this.transfer(id)));
    this.app.post<{ Params: { id: string } }>('/v1/transfers/:id/reversals', (request) =>
      this.once(request, () => {
        this.transfer(request.params.id).reversed = true;
        return { object: 'transfer_reversal', id: `trr_${request.params.id}` };
      }),
    );
  }

  async open(): Promise<string> {
    await this.app.listen({ host: '127.0.0.1', port: 0 });
    return `http://127.0.0.1:${(this.app.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** As Stripe does after a day. */
  forgetKeys(): void {
    this.answered.clear();
  }

  private once(request: FastifyRequest, make: (form: Form) => object): object {
    const key = String(request.headers['idempotency-key']);
    const answer = this.answered.get(key) ?? make((request.body ?? {}) as Form);
    this.answered.set(key, answer);
    return answer;
  }

  private makeAccount(form: Form): object {
    const id = `acct_${this.accounts.size + 1}`;
    this.accounts.set(id, { userId: form['metadata[lyceum_user]'] ?? '', takesTransfers: false });
    return this.account(id);
  }

  private account(id: string): object {
    const { userId, takesTransfers } = this.accounts.get(id)!;
    const capabilities = { transfers: takesTransfers ? 'active' : 'inactive' };
    return {
      object: 'account',
      id,
      metadata: { lyceum_user: userId },
      details_submitted: takesTransfers,
      capabilities,
    };
  }

  private makeTransfer({ amount, currency = '', destination = '', transfer_group: group = '' }: Form): object {
    const made = { id: `tr_${this.transfers.length + 1}`, amount: Number(amount), currency, destination, group };
    this.transfers.push({ ...made, reversed: false });
    return shown(this.transfers.at(-1)!);
  }

  private transfer(id: string): MadeTransfer {
    return this.transfers.find((transfer) => transfer.id === id)!;
  }
}

function shown({ group, ...transfer }: MadeTransfer): object {
  return { object: 'transfer', ...transfer, transfer_group: group, metadata: { lyceum_payout: group } };
}
