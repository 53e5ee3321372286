/** The brand above a page: that of the account that the page is about, else that of the service, else the pages' own. */
import {isColor, isReadable, tokensOf} from './color.js';
import {h, replace} from './dom.js';
import {t} from './i18n.js';
import {mark} from './icons.js';

const OWN_NAME = 'Sallyport';

/** Sheets that a script has made: the policy of the pages refuses styles in elements. */
const sheet = new CSSStyleSheet();
const drafts = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet, drafts];

let shown = {};
let origins = [];

/** The origins that logos may come from, in addition to the service's own: its policy names them, and nothing else is loaded. */
export function allowLogosOf(allowed = []) {
  origins = allowed;
}

/** Shows the pages with a brand. What is there already stays, so that no logo flickers. */
export function dress(brand = {}) {
  if (JSON.stringify(brand) === JSON.stringify(shown)) {
    return;
  }
  shown = brand;
  sheet.replaceSync(`:root { ${colors(shown.color)} }`);
  document.querySelectorAll('header .brand').forEach(place => replace(place, brandMark(shown)));
  document.querySelectorAll('.foot-brand').forEach(place => replace(place, brandFoot(shown)));
}

/** The tokens in a color; nothing for one that text cannot be read on, so that the pages keep their own. */
export function colors(color) {
  return color && isColor(color) && isReadable(color)
    ? tokensOf(color).map(([name, light, dark]) => `--${name}: light-dark(${light}, ${dark});`).join(' ')
    : '';
}

export const brandName = () => shown.name ?? OWN_NAME;

/** What stands above the pages now. */
export const currentMark = () => brandMark(shown);

export const currentFoot = () => brandFoot(shown);

/** The logo, or the first letter, and the name. */
export function brandMark({name, logo}) {
  if (!name && !logo) {
    return [mark(), OWN_NAME];
  }
  const written = name
    ? [h('span', {class: 'brand-letter', 'aria-hidden': 'true'}, [...name][0].toUpperCase()),
      h('span', {class: 'brand-name'}, name)]
    : [mark(), OWN_NAME];
  if (!logo || !mayLoad(logo)) {
    return written;
  }
  const picture = h('img', {
    class: 'brand-logo', src: logo, alt: name || OWN_NAME, referrerpolicy: 'no-referrer', decoding: 'async',
    on: {error: () => picture.replaceWith(...written)},
  });
  return [picture];
}

/** Small print, and where to ask. */
export function brandFoot({footer, supportAddress}) {
  return [
    footer && h('span', {}, footer),
    supportAddress && h('span', {}, t('common.questions'), ' ', h('a', {href: mailLink(supportAddress)}, supportAddress)),
  ];
}

/** The part before the at sign may have characters that mean something else in a link, such as `?` and `%`. */
export function mailLink(address) {
  const at = address.lastIndexOf('@');
  return `mailto:${encodeURIComponent(address.slice(0, at))}${address.slice(at)}`;
}

/** Whether the pages load a logo from there: its server learns who reads them. */
export function mayLoad(logo) {
  const origin = originOf(logo);
  return origin === location.origin || origins.includes(origin);
}

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
}

/** Shows a part of a page in a color that is not chosen yet. */
export function draft(selector, color) {
  drafts.replaceSync(`${selector} { --brand: ${color}; ${colors(color)} }`);
}
