/** Resets of members' second factors by owners and admins, where the account allows them. */
import {checkbox} from '../lib/forms.js';
import {section} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {trying} from '../lib/pages.js';
import {call} from '../lib/session.js';
import {askForReset} from './support-ask.js';

/** Asks for the reason, and resets. */
export function resetMember({accountId, userId}, email) {
  return askForReset(email, t('account.members.resetText'), body =>
    call('POST', '/v1/accounts/{accountId}/users/{userId}/two-factor-reset', {params: {accountId, userId}, body}));
}

/** The setting of the account, for its owners. */
export function memberResets(accountId, account) {
  const box = checkbox({
    label: t('account.members.resets'), hint: t('account.members.resetsHint'), checked: account.memberResets,
  });
  box.input.addEventListener('change', async () => {
    const body = {memberResets: box.input.checked};
    const saved = await trying(
        () => call('PATCH', '/v1/accounts/{accountId}', {params: {accountId}, body}), t('common.saved'));
    account.memberResets = saved ? box.input.checked : account.memberResets;
    box.input.checked = account.memberResets;
  });
  return section(t('account.members.resetsTitle'), null, null, box.root);
}
