/** A reset that waits: for a second agent, or for its time. */
import {h, replace} from '../lib/dom.js';
import {button, field, form} from '../lib/forms.js';
import {dateTime} from '../lib/format.js';
import {item, list, section, tag} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {growing, page, trying} from '../lib/pages.js';
import {call, client} from '../lib/session.js';

const PATH = '/v1/support/resets/{id}';
const KINDS = {requested: 'warning', approved: 'warning', executed: 'success', cancelled: ''};

/** What became of a reset, and what an agent may do with it. */
export function resetState(reset) {
  const place = h('div', {role: 'status'});
  draw(reset);
  return place;

  function draw(now) {
    replace(place, section(t('support.resets.one'), t(`support.resets.text.${now.status}`), null, list([line(now, draw)])));
  }
}

/** A reset in a list. After a decision it shows what it has become. */
function resetLine(reset) {
  const root = line(reset, next => root.replaceWith(resetLine(next)));
  return root;
}

function line({id, status, reason, identityCheck, createdAt, executeAfter, requestedBy}, onChange) {
  const isOpen = status === 'requested' || status === 'approved';
  const mayApprove = status === 'requested' && requestedBy !== client.session?.userId;
  const act = name => button(t(`support.resets.${name}`), {
    kind: name === 'cancel' ? 'danger' : 'primary',
    about: id,
    onClick: () => trying(async () => onChange(await call('POST', `${PATH}/${name}`, {params: {id}}))),
  });
  return item({
    drawing: 'support',
    title: dateTime(createdAt),
    tags: [tag(KINDS[status], t(`support.resets.${status}`))],
    details: [
      t('support.resets.checked', {text: identityCheck}),
      t('support.resets.because', {text: reason}),
      isOpen && executeAfter && t('support.resets.after', {when: dateTime(executeAfter)}),
      isOpen && t('support.resets.id', {id}),
    ],
    actions: isOpen ? [mayApprove && act('approve'), act('cancel')].filter(Boolean) : [],
  });
}

/** A second agent sees what waits, or opens the reset of a colleague by its reference. */
export function resetLookUp() {
  const waiting = h('div', {class: 'stack', 'aria-live': 'polite'});
  const read = page('/v1/support/resets');
  const show = () => trying(async () => {
    replace(waiting, growing(await read(), read, resetLine, t('support.resets.none')));
  });
  const reference = field({
    label: t('support.resets.reference'), hint: t('support.resets.hint'), name: 'reset', required: true, maxlength: 36,
    autocomplete: 'off', spellcheck: 'false',
  });
  const place = h('div', {class: 'stack'});
  return section(
      t('support.resets.title'),
      t('support.resets.lead'),
      button(t('support.resets.show'), {onClick: show}),
      waiting,
      h('div', {class: 'panel panel-pad form-narrow'}, form({
        fields: [reference],
        submit: t('support.resets.open'),
        kind: 'line',
        label: t('support.resets.title'),
        async send() {
          replace(place, resetState(await call('GET', PATH, {params: {id: reference.value.trim()}})));
        },
        place: problem => (['not-found', 'invalid-request'].includes(problem.code)
          ? () => reference.fail(t('support.resets.unknown')) : null),
      }).root),
      place);
}
