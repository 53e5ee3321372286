/** New passwords that an owner requires of all members of an account. */
import {ask} from '../lib/dialog.js';
import {button} from '../lib/forms.js';
import {section} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {trying} from '../lib/pages.js';
import {call} from '../lib/session.js';

/** The part of the page for owners. */
export function newPasswords(accountId) {
  return section(t('account.passwords.title'), t('account.passwords.lead'),
      button(t('account.passwords.require'), {kind: 'danger', onClick: () => requireAll(accountId)}));
}

async function requireAll(id) {
  if (await ask(t('account.passwords.askTitle'), t('account.passwords.askText'), {yes: t('account.passwords.require')})) {
    await trying(
        () => call('POST', '/v1/accounts/{id}/password-change', {params: {id}}), t('account.passwords.done'));
  }
}
