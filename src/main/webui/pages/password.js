/** Changes the password. */
import {h} from '../lib/dom.js';
import {toast} from '../lib/dialog.js';
import {form, passwordField} from '../lib/forms.js';
import {pageHead} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {call, user} from '../lib/session.js';

export default async function password(view) {
  const {email} = await user();
  const current = passwordField({label: t('security.password.current')});
  const fresh = passwordField({
    label: t('security.password.new'), autocomplete: 'new-password', name: 'new-password', hint: t('common.passwordHint'),
  });
  // for password managers, which want to know whose password it is
  const name = h('input', {
    type: 'email', autocomplete: 'username', value: email, readonly: true, hidden: true, 'aria-label': t('common.email'),
  });
  view.show(
      pageHead(t('security.password.title'), t('security.password.lead')),
      h('div', {class: 'panel panel-pad form-narrow'}, form({
        fields: [{root: name}, current, fresh],
        submit: t('security.password.submit'),
        label: t('security.password.title'),
        async send() {
          await call('PUT', '/v1/me/password', {body: {currentPassword: current.value, newPassword: fresh.value}});
          current.input.value = '';
          fresh.input.value = '';
          toast(t('security.password.done'));
        },
        place: problem => ({
          'invalid-credentials': () => current.fail(t('common.wrongPassword')),
          'weak-password': fresh.fail,
        }[problem.code] ?? null),
      }).root));
}
