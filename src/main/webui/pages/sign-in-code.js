/** The second step: a passkey, or a code: of the app, by mail, for recovery, the paper key, or given by support. */
import {passkeys} from '../client/sallyport.js';
import {h} from '../lib/dom.js';
import {alertPlace, button, checkbox, codeField, form, keyField, note} from '../lib/forms.js';
import {card} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {icon} from '../lib/icons.js';
import {isQuiet, sentence} from '../lib/problem.js';
import {mailState} from './sign-in-mail.js';

const DRAWINGS = {
  passkey: 'passkey', totp: 'phone', email_code: 'mail', recovery_code: 'key', paper_key: 'paper', access_code: 'support',
};
const ORDER = Object.keys(DRAWINGS);

/** The way that was chosen, for as long as the challenge has it. */
let chosen = null;

export function codeStep({state, flow, view, arrive, restart}) {
  const methods = ORDER.filter(name => state.methods.includes(name) && (name !== 'passkey' || passkeys.supported()));
  const method = methods.includes(chosen) ? chosen : methods[0];
  const again = () => view.show(codeStep({state: flow.next(), flow, view, arrive, restart}));
  const trust = state.trustDeviceAllowed && method !== 'access_code'
    ? checkbox({label: t('sign-in.trust'), hint: t('sign-in.trustHint')})
    : null;
  const trustDevice = () => (trust?.input.checked ? true : undefined);
  const isOnlyMail = methods.length === 1 && method === 'email_code';
  const others = methods.filter(name => name !== method);

  return card(
      t(isOnlyMail ? 'sign-in.device.title' : `sign-in.method.${method}.title`),
      t(`sign-in.method.${method}.lead`, {email: state.emailHint}),
      state.problem && !isQuiet(state.problem) && note('danger', sentence(state.problem)),
      state.purpose === 'extra_verification' && note('info', t('sign-in.extra')),
      method === 'passkey' ? passkeyForm() : codeForm(),
      method === 'email_code' && mailState({state, flow, arrive}),
      others.length > 0 && otherWays(),
      button(t('sign-in.startAgain'), {kind: '', wide: true, drawing: 'back', onClick: restart}));

  function passkeyForm() {
    const failure = alertPlace();
    return h('div', {class: 'stack'},
        failure.root,
        trust?.root,
        button(t('sign-in.method.passkey.submit'), {
          kind: 'primary', wide: true, drawing: 'passkey',
          async onClick() {
            failure.clear();
            const after = await flow.passkey({trustDevice: trustDevice()});
            if (after.show !== 'code') {
              arrive(after, 'code');
            } else if (after.problem) {
              failure.say(isQuiet(after.problem) ? t('sign-in.method.passkey.cancelled') : sentence(after.problem));
            }
          },
        }));
  }

  function codeForm() {
    const isKey = method === 'recovery_code' || method === 'paper_key';
    const label = t(`sign-in.method.${method}.label`);
    const code = isKey ? keyField({label}) : codeField({label});
    return form({
      fields: trust ? [code, trust] : [code],
      submit: t('sign-in.continue'),
      label: t(`sign-in.method.${method}.title`),
      async send() {
        arrive(await flow.code({method, code: code.value, trustDevice: trustDevice()}), 'code');
      },
      place: problem => (['invalid-code', 'invalid-request'].includes(problem.code)
        ? text => {
          code.fail(problem.code === 'invalid-request' ? t(`sign-in.method.${method}.malformed`) : text);
          code.input.select();
        }
        : null),
    }).root;
  }

  function otherWays() {
    const list = h('ul', {class: 'methods', hidden: true}, others.map(name => h('li', {}, h(
        'button',
        {type: 'button', class: 'method', on: {click: () => choose(name)}},
        icon(DRAWINGS[name]), h('span', {}, t(`sign-in.method.${name}.name`)), icon('chevron', 18)))));
    const open = button(t('sign-in.otherWays'), {
      kind: 'link', 'aria-expanded': 'false',
      onClick() {
        list.hidden = !list.hidden;
        open.setAttribute('aria-expanded', String(!list.hidden));
      },
    });
    return h('div', {class: 'stack-s'}, h('div', {}, open), list);
  }

  function choose(name) {
    chosen = name;
    again();
  }
}
