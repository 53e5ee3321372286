/** The two-factor policy of an account: changed only after its effect was shown. */
import {h} from '../lib/dom.js';
import {dialog, toast} from '../lib/dialog.js';
import {button, checkbox, field, form, note, radios} from '../lib/forms.js';
import {date} from '../lib/format.js';
import {item, pageHead, tag} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {call, client} from '../lib/session.js';

const PATH = '/v1/accounts/{accountId}/two-factor-policy';
const METHODS = ['passkey', 'totp', 'recovery_code', 'paper_key'];
const MOST_DAYS = 90;
const GROUPS = {compliant: 'shield', asked: 'alert', inGrace: 'clock', exempt: 'door'};

export default function policy(view) {
  const [accountId] = view.values;
  const params = {accountId};
  return view.load(read, show);

  async function read() {
    const {data, headers} = await client.exchange('GET', PATH, {params});
    return {policy: data, tag: headers.get('ETag')};
  }

  function show({policy: now, tag: version}) {
    const required = checkbox({label: t('account.policy.require'), hint: t('account.policy.requireHint')});
    required.input.checked = now.required;
    const until = dateField(now);
    const sessions = radios({
      label: t('account.policy.sessions'), name: 'sessions', value: 'keep',
      options: [
        ['keep', t('account.policy.keep'), t('account.policy.keepHint')],
        ['clear', t('account.policy.clear'), t('account.policy.clearHint')],
      ],
    });
    const allowed = METHODS.map(name => {
      const box = checkbox({label: t(`account.method.${name}`)});
      box.input.checked = now.allowedMethods.includes(name);
      return box;
    });
    const trusted = checkbox({label: t('account.policy.trusted'), hint: t('account.policy.trustedHint')});
    trusted.input.checked = now.trustedDevices.allowed;
    const whenRequired = h('div', {class: 'stack'}, until.root, sessions.root);
    const follow = () => {
      whenRequired.hidden = !required.input.checked;
    };
    required.input.addEventListener('change', follow);
    follow();

    const wanted = () => ({
      required: required.input.checked,
      gracePeriodEndsAt: required.input.checked ? deadline(until.value, now) : null,
      trustedDevices: {...now.trustedDevices, allowed: trusted.input.checked},
      allowedMethods: METHODS.filter((name, index) => allowed[index].input.checked),
      existingSessions: required.input.checked ? sessions.value : 'keep',
    });

    view.show(
        pageHead(t('account.policy.title'), t('account.policy.lead')),
        state(now),
        h('div', {class: 'panel panel-pad'}, form({
          fields: [
            required,
            {root: whenRequired, input: until.input, clear: until.clear},
            {root: h('fieldset', {class: 'field'}, h('legend', {}, t('account.policy.methods')), allowed.map(one => one.root))},
            trusted,
          ],
          submit: t('account.policy.preview'),
          label: t('account.policy.title'),
          async send() {
            const request = wanted();
            const effect = await call('POST', `${PATH}/preview`, {params, body: request});
            if (view.isCurrent() && await confirm(effect, request)) {
              show(await save(request, version));
              toast(t('account.policy.saved'));
            }
          },
          place: problem => (problem.code === 'rule-violated' ? () => until.fail(t('account.policy.refused')) : null),
        }).root));
  }

  async function save(request, version) {
    const {data, headers} = await client.exchange('PUT', PATH, {params, body: request, headers: {'If-Match': version}});
    return {policy: data, tag: headers.get('ETag')};
  }

  /** Shows the effect, and asks. The save is part of the dialog, so that its failure is said there. */
  function confirm(effect, request) {
    return dialog(t('account.preview.title'), close => [
      h('p', {class: 'soft'}, t(request.required ? 'account.preview.lead' : 'account.preview.off')),
      h('ul', {class: 'panel'}, Object.keys(GROUPS).filter(name => effect[name].count > 0).map(name => group(name, effect[name]))),
      effect.sessionsEnded > 0 && note('warning', t('account.preview.sessions', {count: effect.sessionsEnded})),
      h('div', {class: 'row row-end'},
          button(t('common.cancel'), {onClick: () => close(false)}),
          button(t('common.save'), {kind: 'primary', onClick: () => close(true), 'data-first': true})),
    ], {wide: true});
  }
}

function group(name, {count, members}) {
  const shown = members.map(member => member.email).join(', ');
  const more = count - members.length;
  return item({
    drawing: GROUPS[name],
    title: t(`account.preview.${name}`),
    tags: [tag('', String(count))],
    details: [[shown, more > 0 && t('account.preview.more', {count: more})].filter(Boolean).join(' ')],
  });
}

function dateField(now) {
  const dayMillis = 86_400_000;
  const iso = time => new Date(time).toISOString().slice(0, 10);
  return field({
    label: t('account.policy.until'), hint: t('account.policy.untilHint'), type: 'date', name: 'until',
    min: iso(Date.now()), max: iso(Date.now() + MOST_DAYS * dayMillis),
    value: day(now),
  });
}

function day({gracePeriodEndsAt}) {
  return gracePeriodEndsAt ? gracePeriodEndsAt.slice(0, 10) : '';
}

/** The time that the API has, which can be at any hour, unless the user chose another day. */
function deadline(chosen, now) {
  return (chosen === day(now) ? now.gracePeriodEndsAt : chosen) || null;
}

function state({required, gracePeriodEndsAt, enforcedSince, applying}) {
  const inGrace = gracePeriodEndsAt && new Date(gracePeriodEndsAt) > new Date();
  return h('div', {class: 'stack page-notes'},
      required
        ? note('success', inGrace
          ? t('account.policy.onFrom', {date: date(gracePeriodEndsAt)})
          : t('account.policy.onSince', {date: date(enforcedSince ?? new Date())}))
        : note('info', t('account.policy.off')),
      applying && note('info', t('account.policy.applying', {done: applying.done, of: applying.of})));
}
