/** The dialog that asks for a fresh proof, after which the client repeats what was refused for the lack of one. */
import {passkeys} from '../client/sallyport.js';
import {h, put, replace} from './dom.js';
import {cancelButton, dialog} from './dialog.js';
import {alertPlace, button, codeField, form, keyField, note, passwordField} from './forms.js';
import {t} from './i18n.js';
import {icon} from './icons.js';
import {isQuiet, sentence} from './problem.js';

const DRAWINGS = {passkey: 'passkey', totp: 'phone', password: 'lock', email_code: 'mail', recovery_code: 'key'};
const ORDER = Object.keys(DRAWINGS);

let chosen = null;

/**
 * Asks the user. Undefined if the user does not want to.
 *
 * @param {object} problem why it is asked, or why the proof before was not accepted
 * @param {{methods: string[], sendCode: Function, passkey: Function}} proofs of the client
 */
export function prove(problem, proofs) {
  const methods = ORDER.filter(name => proofs.methods.includes(name) && (name !== 'passkey' || passkeys.supported()));
  return dialog(t('security.stepUp.title'), close => {
    const place = h('div', {class: 'stack'});
    draw(methods.includes(chosen) ? chosen : methods[0], problem);
    return [place];

    function draw(method, refusal) {
      const isFirst = refusal?.code === 'step-up-required';
      const others = methods.filter(name => name !== method);
      replace(
          place,
          h('p', {class: 'soft'}, t(`security.stepUp.${method}.lead`)),
          refusal && !isFirst && note('danger', refusal.code === 'invalid-credentials'
            ? t('common.wrongPassword') : sentence(refusal)),
          method === 'passkey' ? passkeyForm() : codeForm(method),
          others.length > 0 && h('ul', {class: 'methods'}, others.map(name => h('li', {}, h(
              'button',
              {type: 'button', class: 'method', on: {click: () => choose(name)}},
              icon(DRAWINGS[name]), h('span', {}, t(`security.stepUp.${name}.name`)), icon('chevron', 18))))),
          cancelButton(close));
      place.querySelector('input')?.focus();
    }

    function choose(name) {
      chosen = name;
      draw(name);
    }

    function passkeyForm() {
      const failure = alertPlace();
      return h('div', {class: 'stack'}, failure.root, button(t('security.stepUp.passkey.submit'), {
        kind: 'primary', wide: true, drawing: 'passkey', 'data-first': true,
        async onClick() {
          try {
            close(await proofs.passkey());
          } catch (refused) {
            failure.say(isQuiet(refused) ? t('security.stepUp.passkey.cancelled') : sentence(refused));
          }
        },
      }));
    }

    function codeForm(method) {
      const label = t(`security.stepUp.${method}.label`);
      const control = method === 'password' ? passwordField({label})
        : method === 'recovery_code' ? keyField({label}) : codeField({label});
      const proof = method === 'password'
        ? () => ({method, password: control.value})
        : () => ({method, code: control.value});
      return put(h('div', {class: 'stack'}), [
        method === 'email_code' && mailButton(),
        form({fields: [control], submit: t('security.stepUp.submit'), send: () => close(proof())}).root,
      ]);
    }

    function mailButton() {
      const words = h('p', {class: 'soft small', role: 'status'});
      const send = button(t('security.stepUp.email_code.send'), {
        drawing: 'mail',
        async onClick() {
          try {
            const {delivery} = await proofs.sendCode();
            replace(words, t(delivery === 'limited' ? 'security.stepUp.email_code.limited' : 'security.stepUp.email_code.sent'));
          } catch (refused) {
            replace(words, sentence(refused));
          }
        },
      });
      return h('div', {class: 'stack-s'}, h('div', {}, send), words);
    }
  });
}
