/** The first account, where the service lets a visitor make one. */
import {h} from '../lib/dom.js';
import {field, form, note, passwordField} from '../lib/forms.js';
import {card} from '../lib/frame.js';
import {leave} from '../lib/handover.js';
import {t} from '../lib/i18n.js';
import {go} from '../lib/router.js';
import {call, markVisited, serviceFacts} from '../lib/session.js';

export default async function signUp(view) {
  const facts = await serviceFacts();
  if (!facts.signUp) {
    go('sign-in', true);
    return;
  }
  const name = field({
    label: t('sign-in.signUp.name'), name: 'organization', autocomplete: 'organization', required: true, maxlength: 100,
    hint: t('sign-in.signUp.nameHint'),
  });
  const email = field({
    label: t('common.email'), type: 'email', name: 'email', autocomplete: 'username', inputmode: 'email',
    autocapitalize: 'off', spellcheck: 'false', required: true, maxlength: 254,
  });
  const password = passwordField({autocomplete: 'new-password', hint: t('common.passwordHint')});
  view.show(h('div', {},
      card(
          t('sign-in.signUp.title'),
          t('sign-in.signUp.lead'),
          form({
            fields: [name, email, password],
            submit: t('sign-in.signUp.submit'),
            async send() {
              const owner = {email: email.value.trim(), password: password.value};
              await call('POST', '/v1/accounts', {body: {name: name.value.trim(), owner}, token: undefined});
              markVisited();
              leave('email', owner.email);
              leave('note', t(facts.mailsOnConsole ? 'sign-in.signUp.doneConsole' : 'sign-in.signUp.done'));
              go('sign-in');
            },
            place: problem => ({'weak-password': password.fail, 'email-taken': email.fail}[problem.code] ?? null),
          }).root,
          facts.mailsOnConsole && note('info', t('sign-in.console'))),
      h('p', {class: 'gate-below'}, t('sign-in.signUp.have'), ' ', h('a', {href: '#/sign-in'}, t('sign-in.title')))));
}
