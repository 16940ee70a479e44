import { html, type Html } from '../../mail/html';
import { readCard } from '../cards/card';
import { testCards, type TestCard } from '../cards/test-cards';
import { makeMethod } from '../customers/attach';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

/** Where a card is typed: the only place, beside Stripe's own library, that ever sees its number. */
export function cardFields(): Html {
  return html`<label for="number">Card number</label>
    <input
      id="number"
      name="number"
      inputmode="numeric"
      autocomplete="cc-number"
      placeholder="4242 4242 4242 4242"
      required
    />
    <div class="row">
      <div>
        <label for="expiry">Expires (MM / YY)</label>
        <input id="expiry" name="expiry" autocomplete="cc-exp" placeholder="12 / 44" required />
      </div>
      <div>
        <label for="cvc">Security code</label>
        <input id="cvc" name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123" required />
      </div>
    </div>
    <label for="name">Name on the card</label>
    <input id="name" name="name" autocomplete="cc-name" />`;
}

/** Which cards there are to try. */
export function cardHints(): Html {
  const rows = testCards.map(
    (card) =>
      html`<tr>
        <td><code>${card.number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}</code></td>
        <td>${meaningOf(card)}</td>
      </tr>`,
  );
  return html`<details>
    <summary>Test cards</summary>
    <table>
      ${rows}
    </table>
  </details>`;
}

/** The payment method that a filled form describes. @throws card_error */
export function methodTyped(turn: Turn, form: URLSearchParams, email: string | null): Kept<'payment_method'> {
  const [month = 0, year = 0] = (form.get('expiry') ?? '').split('/').map(Number);
  const { card, expMonth, expYear } = readCard(
    { number: form.get('number') ?? '', expMonth: month, expYear: year },
    turn.now,
  );
  return makeMethod(turn, card, [expMonth, expYear], { billing: { name: form.get('name') || null, email } });
}

function meaningOf({ decline, attaches, authentication, dispute, refund, isAvailableAtOnce, brand }: TestCard): string {
  const parts = [
    authentication === 'always' ? '3-D Secure each time' : '',
    authentication === 'unlessSetUp' ? '3-D Secure until it is saved' : '',
    attaches ? 'can be saved' : '',
    decline ? `declined: ${decline.declineCode}` : '',
    dispute ? `disputed: ${dispute}` : '',
    refund === 'pending' ? 'refunds are pending first' : '',
    refund === 'fails' ? 'refunds fail later' : '',
    isAvailableAtOnce ? 'available at once' : '',
  ];
  return parts.filter((part) => part !== '').join(', ') || `pays (${brand})`;
}
