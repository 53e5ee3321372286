/** Authentication: whether two-factor sign-in is on, with what, and the ways back in. */
import {h} from '../lib/dom.js';
import {ask, cancelButton, dialog, toast} from '../lib/dialog.js';
import {button, codeField, field, form, keyField, note, passwordField} from '../lib/forms.js';
import {ago, date} from '../lib/format.js';
import {item, list, pageHead, section, tag} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {isQuiet, sentence} from '../lib/problem.js';
import {go} from '../lib/router.js';
import {call} from '../lib/session.js';
import {paperKey, recoveryCodes} from '../lib/set-up.js';

const PATH_TO_DISABLE = '/v1/me/two-factor/disable';
const ACTIVE = authenticator => authenticator.status !== 'pending';

export default function twoFactor(view) {
  return view.load(read, show);

  async function read() {
    const status = await call('GET', '/v1/me/two-factor');
    return {...status, authenticators: status.authenticators.filter(ACTIVE)};
  }

  function show(status) {
    view.show(
        pageHead(t('security.title'), t('security.lead')),
        summary(status),
        status.enabled && authenticators(status),
        status.enabled && waysBack(status));
  }

  async function again(said) {
    show(await read());
    if (said) {
      toast(said);
    }
  }

  /** Does something and reads the page again; a refusal is said at the foot of the page. */
  async function attempt(work, said) {
    try {
      await work();
    } catch (error) {
      if (!isQuiet(error)) {
        toast(sentence(error));
      }
      return;
    }
    await again(said);
  }

  function summary(status) {
    const {enabled, required, dueAt, checkUpDueAt} = status;
    const isDue = checkUpDueAt && new Date(checkUpDueAt) < new Date();
    return section(
        t('security.state.title'),
        null,
        null,
        required && !enabled && note('warning', dueAt
          ? t('security.state.requiredBy', {date: date(dueAt)}) : t('security.state.required')),
        enabled && isDue && note('info', t('security.state.checkUp')),
        h('div', {class: 'panel'}, h('ul', {}, item({
          drawing: 'shield',
          title: enabled ? t('security.state.on') : t('security.state.off'),
          tags: enabled ? [tag('success', t('security.state.protected'))] : [tag('warning', t('security.state.notProtected'))],
          details: [enabled ? t(required ? 'security.state.onRequired' : 'security.state.onText') : t('security.state.offText')],
          actions: enabled
            ? required ? [] : [button(t('security.disable.open'), {kind: 'danger', onClick: () => disable(status)})]
            : [button(t('security.enable'), {kind: 'primary', onClick: () => go('two-factor/set-up')})],
        }))));
  }

  function authenticators({authenticators: all}) {
    return section(
        t('security.authenticators.title'),
        t('security.authenticators.lead'),
        button(t('security.authenticators.add'), {drawing: 'plus', onClick: () => go('two-factor/set-up')}),
        list(all.map(one => authenticator(one, all.length === 1))));
  }

  function authenticator(one, isLast) {
    const {id, name, type, status, createdAt, lastUsedAt} = one;
    const kind = t(`security.type.${type}`);
    return item({
      drawing: type === 'passkey' ? 'passkey' : 'phone',
      title: name || kind,
      tags: [name && name !== kind && tag('', kind),
        status === 'suspended' && tag('danger', t('security.authenticators.suspended'))].filter(Boolean),
      details: [lastUsedAt ? t('security.lastUsed', {when: ago(lastUsedAt)}) : t('security.added', {when: ago(createdAt)})],
      actions: [
        button(t('common.rename'), {about: name, onClick: () => rename(one)}),
        type === 'totp' && button(t('security.replace'), {
          about: name, onClick: () => go(`two-factor/set-up/${id}`),
        }),
        !isLast && button(t('common.remove'), {
          kind: 'danger', about: name, onClick: () => remove(one),
        }),
      ].filter(Boolean),
    });
  }

  function waysBack(status) {
    const {recoveryCodesRemaining: remaining, recoveryCodesTotal: total, recoveryCodesGeneratedAt: generatedAt,
      paperKey: hasPaperKey} = status;
    const kind = remaining === 0 ? 'danger' : remaining <= 3 ? 'warning' : 'success';
    return section(
        t('security.back.title'),
        t('security.back.lead'),
        null,
        list([
          item({
            drawing: 'key',
            title: t('security.codes.title'),
            tags: [tag(kind, t('security.codes.left', {count: remaining, total}))],
            details: [generatedAt && t('security.codes.made', {when: ago(generatedAt)})],
            actions: [button(t('security.codes.replace'), {onClick: newCodes})],
          }),
          item({
            drawing: 'paper',
            title: t('security.paper.title'),
            tags: [hasPaperKey ? tag('success', t('security.paper.there')) : tag('warning', t('security.paper.none'))],
            details: [t('security.paper.text')],
            actions: [button(t(hasPaperKey ? 'security.paper.replace' : 'security.paper.make'), {onClick: newPaperKey})],
          }),
        ]));
  }

  async function rename({id, name}) {
    const text = field({label: t('security.name'), name: 'name', value: name, required: true, maxlength: 100});
    const done = await dialog(t('security.renameTitle'), close => [
      form({
        fields: [text], submit: t('common.save'),
        async send() {
          await call('PATCH', '/v1/me/authenticators/{id}', {params: {id}, body: {name: text.value.trim()}});
          close(true);
        },
        below: [cancelButton(close)],
      }).root,
    ]);
    if (done) {
      await again(t('common.saved'));
    }
  }

  async function remove({id, name}) {
    if (await ask(t('security.remove.title', {name}), t('security.remove.text'), {yes: t('common.remove')})) {
      await attempt(() => call('DELETE', '/v1/me/authenticators/{id}', {params: {id}}), t('security.remove.done'));
    }
  }

  async function newCodes() {
    if (await ask(t('security.codes.ask'), t('security.codes.askText'), {yes: t('security.codes.replace'), danger: false})) {
      await attempt(async () => {
        const {codes} = await call('POST', '/v1/me/recovery-codes');
        await new Promise(next => view.show(recoveryCodes(codes, {next})));
      });
    }
  }

  async function newPaperKey() {
    if (await ask(t('security.paper.ask'), t('security.paper.askText'), {yes: t('common.continue'), danger: false})) {
      await attempt(async () => {
        const made = await call('POST', '/v1/me/paper-key');
        await new Promise(next => view.show(
            pageHead(t('setup.paper.title'), t('security.paper.new')),
            h('div', {class: 'card'}, paperKey(made.paperKey, {next, label: t('common.done')}))));
      });
    }
  }

  /** A user without a password proves a factor instead. Only the API knows, and says so where both are missing. */
  async function hasPassword() {
    try {
      await call('POST', PATH_TO_DISABLE, {body: {}});
    } catch (refusal) {
      if (refusal.code === 'invalid-request') {
        return refusal.errors.some(error => error.field === 'password');
      }
      throw refusal;
    }
    throw new Error('nothing was proved');
  }

  async function proofOf({authenticators: all}) {
    if (await hasPassword()) {
      const password = passwordField({});
      return {control: password, read: () => ({password: password.value})};
    }
    const method = all.some(one => one.type === 'totp') ? 'totp' : 'recovery_code';
    const label = t(`security.stepUp.${method}.label`);
    const code = method === 'totp' ? codeField({label}) : keyField({label});
    return {control: code, read: () => ({method, code: code.value})};
  }

  async function disable(status) {
    let proof;
    try {
      proof = await proofOf(status);
    } catch (error) {
      if (!isQuiet(error)) {
        toast(sentence(error));
      }
      return;
    }
    if (!view.isCurrent()) {
      return;
    }
    const {control, read: entered} = proof;
    const done = await dialog(t('security.disable.title'), close => [
      h('p', {}, t('security.disable.text')),
      form({
        fields: [control], submit: t('security.disable.submit'), kind: 'danger primary',
        async send() {
          await call('POST', PATH_TO_DISABLE, {body: entered()});
          close(true);
        },
        place: problem => (problem.code === 'invalid-credentials' ? () => control.fail(t('common.wrongPassword')) : null),
        below: [cancelButton(close)],
      }).root,
    ]);
    if (done) {
      await again(t('security.disable.done'));
    }
  }
}
