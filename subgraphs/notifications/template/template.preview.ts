import type { Scope } from '../../../kit/scope/scope';
import { Channel } from '../channel/channel';
import { writeEmail } from '../channel/email/email.letter';
import { smsText } from '../channel/sms/sms.text';
import { KnownContact } from '../contact/known-contact.entity';
import { variablesOf } from './content.check';
import type { Content } from './content';
import type { Values } from './message';
import type { TemplatePreview } from './template.types';
import type { TemplateKey } from './templates';
import { fill, placeFor } from './words';

const nobody = '00000000-0000-7000-8000-000000000000';

/** How a template looks. It is about nobody, so its link ends nothing. */
export function preview({ config, secrets, clock }: Scope, key: TemplateKey, content: Content): TemplatePreview {
  const values: Values = Object.fromEntries(
    Object.entries(variablesOf(key.kind)).map(([name, type]) => [
      name,
      { TEXT: `[${name}]`, NUMBER: 3, DATE: clock.now() }[type],
    ]),
  );
  const place = placeFor({ locale: key.locale, timeZone: 'UTC' });
  const { title, body, action } = fill(content, values, place);
  const url = config.PUBLIC_URL;
  if (key.channel === Channel.SMS) return { title, text: smsText({ title, url }), html: null };
  if (key.channel !== Channel.EMAIL) return { title, text: body, html: null };
  const contact = Object.assign(new KnownContact(), {
    userId: nobody,
    email: '',
    displayName: '[personName]',
    ...place,
  });
  const about = { about: key.kind, threadId: nobody, items: [], url };
  const message = { deliveryId: nobody, contact, title, body, action, ...about };
  const { text, html = null } = writeEmail(message, { publicUrl: url, secrets });
  return { title, text, html };
}
