/** The brand of an account: what its mails and pages look like. Owners choose it, admins see it. */
import {brandFoot, brandMark, draft, dress, mayLoad} from '../lib/brand.js';
import {contrast, isColor, isReadable} from '../lib/color.js';
import {ask, toast} from '../lib/dialog.js';
import {h, put, replace} from '../lib/dom.js';
import {button, field, form, note} from '../lib/forms.js';
import {pageHead} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {trying} from '../lib/pages.js';
import {here} from '../lib/router.js';
import {brandOf, call, forgetUser, serviceFacts, user} from '../lib/session.js';

const PATH = '/v1/accounts/{accountId}';
const DEFAULT_COLOR = '#0b665d';
const SHOWN = ['name', 'color', 'logo', 'footer', 'supportAddress', 'senderName', 'senderAddress'];

export default async function brandPage(view) {
  const [accountId] = view.values;
  const params = {accountId};
  const {me} = await user();
  const {brand: ofService = {}} = await serviceFacts();
  const isOwner = me.accounts.find(({id}) => id === accountId)?.role === 'owner';
  return view.load(async () => (await call('GET', PATH, {params})).brand, isOwner ? edit : look);

  /** What an admin sees. */
  function look(brand) {
    const chosen = SHOWN.filter(name => brand[name]);
    view.show(
        pageHead(t('brand.title'), t('brand.lead')),
        h('div', {class: 'page-notes'}, note('info', t('brand.ofOwners'))),
        chosen.length > 0
          ? h('dl', {class: 'panel panel-pad facts'}, chosen.map(name => [
            h('dt', {}, t(`brand.${name}`)), h('dd', {}, brand[name])]))
          : h('p', {class: 'soft'}, t('brand.none')));
  }

  function edit(brand) {
    const fields = fieldsOf(brand);
    const seen = h('div', {class: 'preview'});
    const draw = () => preview(seen, valuesOf(fields), ofService);
    const kept = brand.senderAddress ? {senderAddress: brand.senderAddress} : {};
    Object.values(fields).forEach(({input}) => input.addEventListener(input.name === 'logo' ? 'change' : 'input', draw));
    view.show(
        pageHead(t('brand.title'), t('brand.lead')),
        h('div', {class: 'brand-settings'},
            h('div', {class: 'panel panel-pad'}, form({
              fields: Object.values(fields),
              submit: t('common.save'),
              label: t('brand.title'),
              send: () => save({...valuesOf(fields), ...kept}),
              place: problem => placeOf(problem, fields),
              below: [
                kept.senderAddress && h('p', {class: 'soft small'}, t('brand.senderIs', {address: kept.senderAddress})),
                Object.keys(brand).some(name => name !== 'senderAddress')
                  && button(t('brand.remove'), {kind: 'danger', wide: true, onClick: () => remove(kept)}),
              ],
            }).root),
            seen));
    draw();
  }

  async function save(brand) {
    const saved = await call('PATCH', PATH, {params, body: {brand}});
    forgetUser();
    dress(await brandOf(here(), await user()));
    edit(saved.brand);
    toast(t('common.saved'));
  }

  async function remove(kept) {
    if (await ask(t('brand.removeTitle'), t('brand.removeText'), {yes: t('brand.remove')})) {
      await trying(() => save(kept));
    }
  }
}

function fieldsOf(brand) {
  const text = (name, hint, more) => field({
    label: t(`brand.${name}`), hint, name, value: brand[name] ?? '', autocomplete: 'off', ...more,
  });
  return {
    name: text('name', t('brand.nameHint'), {maxlength: 100}),
    color: colorField(text('color', t('brand.colorHint'), {maxlength: 7, spellcheck: 'false', autocapitalize: 'off'})),
    logo: text('logo', t('brand.logoHint'), {maxlength: 500, inputmode: 'url', spellcheck: 'false', autocapitalize: 'off'}),
    footer: text('footer', t('brand.footerHint'), {maxlength: 200}),
    supportAddress: text('supportAddress', t('brand.supportHint'), {
      type: 'email', inputmode: 'email', maxlength: 254, autocapitalize: 'off',
    }),
    senderName: text('senderName', t('brand.senderHint'), {maxlength: 100}),
  };
}

/** A field for six digits, the picker of the browser next to it, and what is to be said of the contrast. */
function colorField(made) {
  const around = h('div', {class: 'with-swatch'});
  const swatch = h('input', {
    type: 'color', class: 'swatch', 'aria-label': t('brand.pick'), on: {
      input() {
        made.input.value = swatch.value;
        made.input.dispatchEvent(new Event('input'));
      },
    },
  });
  const word = h('p', {class: 'small', role: 'status'});
  const follow = () => {
    const color = made.value.trim();
    swatch.value = isColor(color) ? color.toLowerCase() : DEFAULT_COLOR;
    const ratio = isColor(color) && ratioOf(color);
    word.className = ratio && !isReadable(color) ? 'field-error' : 'soft small';
    word.hidden = !ratio;
    replace(word, ratio && t(isReadable(color) ? 'brand.contrast' : 'brand.contrastLow', {ratio}));
  };
  made.input.replaceWith(around);
  put(around, [made.input, swatch]);
  made.root.querySelector('.hint').after(word);
  made.input.addEventListener('input', () => {
    made.clear();
    follow();
  });
  follow();
  return {
    ...made,
    get value() {
      return made.value;
    },
    fail(text) {
      word.hidden = true; // it would say the same once more
      made.fail(text);
    },
  };
}

/** Rounded down: 4.49 is not enough, and must not read like 4.5. */
const ratioOf = color => Math.floor(contrast(color, '#ffffff') * 10) / 10;

/** What is filled in. What is empty is not chosen. */
function valuesOf(fields) {
  return Object.fromEntries(Object.entries(fields)
      .map(([name, {value}]) => [name, value.trim()])
      .filter(([, value]) => value !== ''));
}

/** Says a refusal at the fields that it is about. */
function placeOf(problem, fields) {
  const {color} = fields;
  if (problem.code === 'rule-violated' && isColor(color.value.trim()) && !isReadable(color.value.trim())) {
    return () => color.fail(t('brand.contrastLow', {ratio: ratioOf(color.value.trim())}));
  }
  const named = (problem.errors ?? [])
      .map(({field: path}) => path.replace(/^brand\./, ''))
      .filter(name => name in fields);
  return named.length > 0 ? () => named.reverse().forEach(name => fields[name].fail(t(`brand.wrong.${name}`))) : null;
}

/** A mail and a page, as they would be. */
function preview(place, chosen, ofService) {
  const brand = {...ofService, ...chosen};
  draft('.preview', [brand.color, ofService.color].find(color => isColor(color ?? '') && isReadable(color)) ?? DEFAULT_COLOR);
  replace(
      place,
      paper('brand.preview.mail', 'preview-mail',
          (brand.name || brand.logo) && h('p', {class: 'brand'}, mailMark(brand)),
          h('p', {class: 'preview-title'}, t('brand.preview.mailTitle')),
          h('p', {class: 'soft'}, t('brand.preview.mailText')),
          h('span', {class: 'preview-button'}, t('brand.preview.mailButton')),
          h('p', {class: 'preview-foot soft small'}, brandFoot(brand))),
      paper('brand.preview.page', 'preview-page',
          h('p', {class: 'brand'}, brandMark(brand)),
          h('p', {}, t('brand.preview.pageText'), ' ', h('span', {class: 'preview-link'}, t('brand.preview.pageLink'))),
          h('span', {class: 'preview-button'}, t('common.continue'))));
}

/** Mails have no letter next to the name. A logo that pages do not load has its place. */
function mailMark(brand) {
  if (!brand.logo) {
    return h('span', {class: 'brand-name'}, brand.name);
  }
  return mayLoad(brand.logo) ? brandMark(brand) : h('span', {class: 'preview-logo'}, t('brand.preview.logo'));
}

const paper = (caption, name, ...content) => h('figure', {},
    h('figcaption', {}, t(caption)), h('div', {class: ['preview-paper', name]}, content));
