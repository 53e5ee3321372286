/** A link to set a new password. The answer is the same for every address. */
import {h} from '../lib/dom.js';
import {button, field, form} from '../lib/forms.js';
import {card} from '../lib/frame.js';
import {take} from '../lib/handover.js';
import {t} from '../lib/i18n.js';
import {go} from '../lib/router.js';
import {call, serviceFacts} from '../lib/session.js';

export default function forgot(view) {
  const email = field({
    label: t('common.email'), type: 'email', name: 'email', autocomplete: 'username', inputmode: 'email',
    autocapitalize: 'off', spellcheck: 'false', required: true, maxlength: 254, value: take('typed') ?? '',
  });
  view.show(card(
      t('sign-in.forgotPage.title'),
      t('sign-in.forgotPage.lead'),
      form({
        fields: [email],
        submit: t('sign-in.forgotPage.submit'),
        async send() {
          await call('POST', '/v1/password/forgot', {body: {email: email.value.trim()}});
          const facts = await serviceFacts().catch(() => ({}));
          view.show(card(
              t('sign-in.forgotPage.sent'),
              t('sign-in.forgotPage.sentLead', {email: email.value.trim()}),
              facts.mailsOnConsole && h('p', {class: 'soft small'}, t('sign-in.console')),
              button(t('sign-in.back'), {kind: 'primary', wide: true, onClick: () => go('sign-in')})));
        },
        below: [button(t('sign-in.back'), {kind: '', wide: true, onClick: () => go('sign-in')})],
      }).root));
}
