/** An access code: the agent issues it, and reads it out. */
import {h} from '../lib/dom.js';
import {cancelButton, dialog} from '../lib/dialog.js';
import {button, form, note} from '../lib/forms.js';
import {dateTime} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {copyButton, keyBlock} from '../lib/secrets.js';
import {call} from '../lib/session.js';

/** Asks for a reason, and shows the code this once. */
export async function issueAccessCode({id, email}, {reason, check}) {
  const issued = await dialog(t('support.access.title', {email}), close => [
    note('info', t('support.access.text')),
    form({
      fields: [check, reason], submit: t('support.access.submit'),
      async send() {
        const body = {reason: reason.value.trim(), identityCheck: check.value.trim()};
        close(await call('POST', '/v1/support/users/{id}/access-code', {params: {id}, body}));
      },
      place: problem => (problem.code === 'invalid-request' ? () => reason.fail(t('support.reason.length')) : null),
      below: [cancelButton(close)],
    }).root,
  ]);
  if (issued) {
    await show(email, issued);
  }
}

function show(email, {code, expiresAt}) {
  return dialog(t('support.access.title', {email}), close => [
    h('p', {}, t('support.access.once', {when: dateTime(expiresAt)})),
    keyBlock(code.replace('-', ''), t('support.access.open')),
    h('div', {class: 'row'}, copyButton(code)),
    button(t('common.done'), {kind: 'primary', wide: true, onClick: () => close(), 'data-first': true}),
  ], {stays: true});
}
