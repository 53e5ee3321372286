/** New passwords that an owner requires of all members of an account. */
import {ask} from '../lib/dialog.js';
import {h, replace} from '../lib/dom.js';
import {button, note} from '../lib/forms.js';
import {section} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {trying} from '../lib/pages.js';
import {call} from '../lib/session.js';

/** The part of the page for owners. */
export function newPasswords(accountId) {
  const done = h('div', {role: 'status'});
  return section(t('account.passwords.title'), t('account.passwords.lead'),
      button(t('account.passwords.require'), {kind: 'danger', onClick: () => requireAll(accountId, done)}),
      done);
}

async function requireAll(id, done) {
  if (await ask(t('account.passwords.askTitle'), t('account.passwords.askText'), {yes: t('account.passwords.require')})) {
    await trying(async () => {
      const {of} = await call('POST', '/v1/accounts/{accountId}/password-change', {params: {accountId: id}});
      replace(done, note('success', t('account.passwords.done', {count: of})));
    });
  }
}
