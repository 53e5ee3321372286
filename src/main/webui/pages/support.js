/** The desk of support agents: find a user, check who it is, and help. */
import {h, replace} from '../lib/dom.js';
import {ask, cancelButton, dialog, toast} from '../lib/dialog.js';
import {button, field, form, note} from '../lib/forms.js';
import {ago, date, dateTime, facts} from '../lib/format.js';
import {item, list, pageHead, section, tag} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {trying} from '../lib/pages.js';
import {call} from '../lib/session.js';
import {nameOf} from './devices.js';
import {issueAccessCode} from './support-access.js';
import {askForReset, checkField, reasonField} from './support-ask.js';
import {resetLookUp, resetState} from './support-reset.js';

export default function support(view) {
  const email = field({
    label: t('support.search.email'), type: 'email', name: 'email', inputmode: 'email', autocomplete: 'off',
    autocapitalize: 'off', required: true, maxlength: 254,
  });
  const found = h('div', {class: 'stack-l found', 'aria-live': 'polite'});
  view.show(
      pageHead(t('support.title'), t('support.lead')),
      h('div', {class: 'panel panel-pad form-narrow'}, form({
        fields: [email],
        submit: t('support.search.submit'),
        label: t('support.search.title'),
        send: () => look(email.value.trim()),
      }).root),
      found,
      resetLookUp());

  async function look(address) {
    const {items} = await call('GET', '/v1/support/users', {query: {email: address}});
    if (items.length === 0) {
      replace(found, note('info', t('support.search.none')));
      return;
    }
    const [user] = items;
    const devices = await call('GET', '/v1/support/users/{id}/devices', {params: {id: user.id}});
    replace(found, person(user), deviceList(user, devices.items));
  }

  function person(user) {
    const {
      email: address, status, createdAt, lastSignInAt, twoFactorEnabled, secondStepLockedUntil, passwordChangeRequired,
      accounts,
    } = user;
    return section(
        t('support.person'),
        t('support.check'),
        null,
        list([item({
          drawing: 'users',
          title: address,
          tags: [
            tag(status === 'active' ? 'success' : 'danger', t(`account.status.${status}`)),
            tag(twoFactorEnabled ? 'success' : 'warning',
                t(twoFactorEnabled ? 'account.members.two' : 'account.members.one')),
            secondStepLockedUntil && tag('danger', t('support.lockedUntil', {when: dateTime(secondStepLockedUntil)})),
            passwordChangeRequired && tag('warning', t('account.members.newPassword')),
          ].filter(Boolean),
          details: [
            t('support.since', {date: date(createdAt)}),
            lastSignInAt ? t('account.members.seen', {when: ago(lastSignInAt)}) : t('account.members.never'),
            ...accounts.map(({name, role}) => facts(name, t(`account.role.${role}`))),
          ],
          actions: [
            secondStepLockedUntil && button(t('support.unlock.open'), {onClick: () => unlock(user)}),
            twoFactorEnabled && status === 'active' && button(t('support.access.open'), {
              onClick: () => issueAccessCode(user, {reason: reasonField(), check: checkField()}),
            }),
            twoFactorEnabled && button(t('support.reset.open'), {kind: 'danger', onClick: () => reset(user)}),
          ].filter(Boolean),
        })]));
  }

  function deviceList(user, devices) {
    return section(
        t('support.devices.title'),
        null,
        devices.length > 0 && button(t('security.devices.removeAll'), {
          kind: 'danger',
          async onClick() {
            if (await ask(t('support.devices.ask'), t('security.devices.removeAllText'), {yes: t('security.devices.removeAll')})
                && await trying(() => call('DELETE', '/v1/support/users/{id}/devices', {params: {id: user.id}}))) {
              await look(user.email);
            }
          },
        }),
        list(devices.map(device => item({
          drawing: 'devices',
          title: nameOf(device),
          details: [facts(device.ip, t('security.lastUsed', {when: ago(device.lastSeenAt)}))],
          actions: [button(t('common.remove'), {
            kind: 'danger', about: nameOf(device),
            onClick: () => removeDevice(user, device),
          })],
        })), t('security.devices.none')));
  }

  async function removeDevice(user, device) {
    const params = {id: user.id, deviceId: device.id};
    if (await trying(() => call('DELETE', '/v1/support/users/{id}/devices/{deviceId}', {params}))) {
      await look(user.email);
    }
  }

  async function unlock(user) {
    const reason = reasonField();
    const done = await dialog(t('support.unlock.title', {email: user.email}), close => [
      form({
        fields: [reason], submit: t('support.unlock.submit'),
        async send() {
          await call('POST', '/v1/support/users/{id}/unlock', {params: {id: user.id}, body: {reason: reason.value.trim()}});
          close(true);
        },
        place: problem => (problem.code === 'invalid-request' ? () => reason.fail(t('support.reason.length')) : null),
        below: [cancelButton(close)],
      }).root,
    ]);
    if (done) {
      toast(t('support.unlock.done'));
      await look(user.email);
    }
  }

  async function reset(user) {
    const made = await askForReset(user.email, t('support.reset.text'), body =>
      call('POST', '/v1/support/users/{id}/two-factor-reset', {params: {id: user.id}, body}));
    if (made) {
      await look(user.email);
      found.prepend(resetState(made));
    }
  }
}
