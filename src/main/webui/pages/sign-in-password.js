/** The first step: email and password, or a passkey alone. */
import {passkeys} from '../client/sallyport.js';
import {h} from '../lib/dom.js';
import {alertPlace, button, field, form, note, passwordField} from '../lib/forms.js';
import {card} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {isQuiet, sentence} from '../lib/problem.js';
import {leave, take} from '../lib/handover.js';

export function passwordStep({state, flow, facts, arrive}) {
  const email = field({
    label: t('common.email'), type: 'email', name: 'email', autocomplete: 'username webauthn', inputmode: 'email',
    autocapitalize: 'off', spellcheck: 'false', required: true, maxlength: 254, value: take('email') ?? '',
  });
  const password = passwordField({
    beside: h('a', {href: '#/forgot', class: 'small'}, t('sign-in.forgot')),
  });
  const failure = alertPlace();
  const earlier = take('note') ?? (state.problem && !isQuiet(state.problem) ? sentence(state.problem) : null);
  const before = earlier && note(state.problem ? 'warning' : 'info', earlier);

  /** What was said before an attempt is not of interest after it. */
  function begin() {
    before?.remove();
    failure.clear();
  }

  const autofill = async () => {
    if (await passkeys.autofill().catch(() => false)) {
      const after = await flow.passkeySignIn({autofill: true});
      if (after.show !== 'password' && email.input.isConnected) {
        arrive(after);
      }
    }
  };
  autofill().catch(() => {}); // the fields are there anyway

  return h('div', {},
      card(
          t('sign-in.title'),
          null,
          before,
          failure.root,
          form({
            fields: [email, password],
            submit: t('sign-in.submit'),
            label: t('sign-in.title'),
            async send() {
              begin();
              leave('typed', email.value.trim()); // for a password that must be another one
              arrive(await flow.password({email: email.value.trim(), password: password.value}), 'password');
            },
          }).root,
          passkeys.supported() && h('p', {class: 'divider'}, t('common.or')),
          passkeys.supported() && button(t('sign-in.passkey'), {drawing: 'passkey', wide: true, onClick: withPasskey})),
      facts.signUp && h('p', {class: 'gate-below'},
          t('sign-in.noAccount'), ' ', h('a', {href: '#/sign-up'}, t('sign-in.create'))));

  async function withPasskey() {
    begin();
    const after = await flow.passkeySignIn();
    if (after.show === 'password' && after.problem) {
      if (!isQuiet(after.problem)) {
        failure.say(after.problem.code === 'invalid-credentials' ? t('sign-in.passkeyUnknown') : sentence(after.problem));
      }
      return;
    }
    arrive(after, 'password');
  }
}
