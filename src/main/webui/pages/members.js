/** The members of an account: who they are, and invitations. */
import {h} from '../lib/dom.js';
import {ask, cancelButton, dialog, toast} from '../lib/dialog.js';
import {button, field, form, note} from '../lib/forms.js';
import {ago} from '../lib/format.js';
import {item, pageHead, tag} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {filters, growing, page, trying} from '../lib/pages.js';
import {call, user} from '../lib/session.js';
import {memberResets, resetMember} from './member-reset.js';
import {newPasswords} from './new-passwords.js';

const PATH = '/v1/accounts/{accountId}/users';
const ROLES = ['member', 'admin', 'owner'];
const STATUSES = ['active', 'invited', 'disabled'];
const KINDS = {active: 'success', invited: 'warning', disabled: 'danger'};

export default async function members(view) {
  const [accountId] = view.values;
  const {me} = await user();
  const own = me.accounts.find(account => account.id === accountId);
  const account = await call('GET', '/v1/accounts/{accountId}', {params: {accountId}});
  const grantable = own?.role === 'owner' ? ROLES : ROLES.filter(role => role !== 'owner');
  const wanted = {role: '', status: ''};
  return draw();

  function draw() {
    const read = page(PATH, {
      params: {accountId}, query: {role: wanted.role || undefined, status: wanted.status || undefined},
    });
    return view.load(() => read(), first => view.show(
        pageHead(t('account.members.title'), t('account.members.lead', {name: own?.name ?? ''})),
        h('div', {class: 'toolbar'},
            filters([
              {...choice('role', ROLES, value => t(`account.role.${value}`)),
                label: t('account.members.role'), all: t('account.members.roleAll')},
              {...choice('status', STATUSES, value => t(`account.status.${value}`)),
                label: t('account.members.status'), all: t('account.members.statusAll')},
            ]),
            button(t('account.members.invite'), {kind: 'primary', drawing: 'plus', onClick: invite})),
        growing(first, read, line, t('account.nothing')),
        own?.role === 'owner' && memberResets(accountId, account),
        own?.role === 'owner' && newPasswords(accountId)));
  }

  function choice(name, values, textOf) {
    return {
      value: wanted[name],
      options: values.map(value => [value, textOf(value)]),
      set(value) {
        wanted[name] = value;
        return draw();
      },
    };
  }

  function line(member) {
    const {
      id, email, role, status, lastSignInAt, twoFactorEnabled, secondStepLockedUntil, passwordChangeRequired,
    } = member;
    const isMe = id === me.id;
    return item({
      drawing: 'users',
      title: email,
      tags: [
        tag('', t(`account.role.${role}`)),
        status !== 'active' && tag(KINDS[status], t(`account.status.${status}`)),
        status === 'active' && tag(twoFactorEnabled ? 'success' : 'warning',
            t(twoFactorEnabled ? 'account.members.two' : 'account.members.one')),
        secondStepLockedUntil && tag('danger', t('account.members.locked')),
        passwordChangeRequired && tag('warning', t('account.members.newPassword')),
      ].filter(Boolean),
      details: [lastSignInAt ? t('account.members.seen', {when: ago(lastSignInAt)}) : t('account.members.never')],
      actions: isMe || (role === 'owner' && own?.role !== 'owner') ? [] : [
        button(t('account.members.change'), {
          about: email, onClick: () => change(member),
        }),
        button(t(status === 'invited' ? 'account.members.withdraw' : 'common.remove'), {
          kind: 'danger', about: email, onClick: () => remove(member),
        }),
      ],
    });
  }

  async function invite() {
    const email = field({
      label: t('common.email'), type: 'email', name: 'email', inputmode: 'email', autocomplete: 'off',
      autocapitalize: 'off', required: true, maxlength: 254,
    });
    const role = field({
      label: t('account.members.role'), control: 'select', name: 'role', value: 'member',
      options: grantable.map(name => [name, t(`account.role.${name}`)]),
    });
    const done = await dialog(t('account.members.inviteTitle'), close => [
      form({
        fields: [email, role], submit: t('account.members.send'),
        async send() {
          const body = {email: email.value.trim(), role: role.value};
          await call('POST', PATH, {params: {accountId}, body});
          close(true);
        },
        place: problem => (problem.code === 'conflict' ? () => email.fail(t('account.members.already')) : null),
        below: [cancelButton(close)],
      }).root,
    ]);
    if (done) {
      toast(t('account.members.invited'));
      await draw();
    }
  }

  async function change({id, email, role, status, twoFactorEnabled}) {
    const params = {accountId, userId: id};
    const isInvited = status === 'invited';
    const which = field({
      label: t('account.members.role'), control: 'select', name: 'role', value: role,
      options: grantable.map(name => [name, t(`account.role.${name}`)]),
    });
    const done = await dialog(t('account.members.change'), close => [
      h('p', {class: 'soft'}, email),
      isInvited && note('info', t('account.members.notYet')),
      form({
        fields: [which], submit: t('common.save'),
        async send() {
          await call('PATCH', `${PATH}/{userId}`, {params, body: {role: which.value}});
          close(true);
        },
        below: [
          !isInvited && button(t(status === 'disabled' ? 'account.members.enable' : 'account.members.disable'), {
            kind: status === 'disabled' ? 'line' : 'danger', wide: true,
            onClick: () => trying(async () => {
              const next = status === 'disabled' ? 'active' : 'disabled';
              await call('PATCH', `${PATH}/{userId}`, {params, body: {status: next}});
              close(true);
            }),
          }),
          !isInvited && button(t('account.members.endSessions'), {
            wide: true,
            onClick: () => trying(() => call('DELETE', '/v1/accounts/{accountId}/users/{userId}/sessions', {
              params: {accountId, userId: id},
            }), t('account.members.sessionsEnded')),
          }),
          account.memberResets && twoFactorEnabled && role !== 'owner' && button(t('support.reset.open'), {
            kind: 'danger', wide: true,
            onClick: async () => {
              close(await resetMember(params, email) && 'reset');
            },
          }),
          cancelButton(close),
        ].filter(Boolean),
      }).root,
    ]);
    if (done) {
      toast(t(done === 'reset' ? 'account.members.resetDone' : 'common.saved'));
      await draw();
    }
  }

  async function remove({id, email, status}) {
    const isInvited = status === 'invited';
    const title = t('account.members.removeTitle', {email});
    const text = t(isInvited ? 'account.members.withdrawText' : 'account.members.removeText');
    if (await ask(title, text, {yes: t(isInvited ? 'account.members.withdraw' : 'common.remove')})
        && await trying(() => call('DELETE', `${PATH}/{userId}`, {params: {accountId, userId: id}}))) {
      await draw();
    }
  }
}
