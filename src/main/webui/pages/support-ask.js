/** What is asked before a second factor is reset, or stood in for: a reason, and the check of the identity. */
import {cancelButton, dialog} from '../lib/dialog.js';
import {field, form, note} from '../lib/forms.js';
import {t} from '../lib/i18n.js';

/** Asks, and sends the answers. Returns what `send` does; undefined if the person leaves. */
export function askForReset(email, text, send) {
  const reason = reasonField();
  const check = checkField();
  return dialog(t('support.reset.title', {email}), close => [
    note('warning', text),
    form({
      fields: [check, reason], submit: t('support.reset.submit'), kind: 'danger primary',
      async send() {
        close(await send({reason: reason.value.trim(), identityCheck: check.value.trim()}));
      },
      place: problem => (problem.code === 'invalid-request' ? () => reason.fail(t('support.reason.length')) : null),
      below: [cancelButton(close)],
    }).root,
  ]);
}

export function checkField() {
  return field({
    label: t('support.reset.check'), hint: t('support.reset.checkHint'), name: 'check', required: true, maxlength: 100,
  });
}

export function reasonField() {
  return field({
    label: t('support.reason'), hint: t('support.reason.hint'), control: 'textarea', name: 'reason', required: true,
    minlength: 10, maxlength: 500, rows: 3,
  });
}
