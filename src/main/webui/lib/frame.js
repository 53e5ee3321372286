/** What surrounds a page: the gate before the sign-in, the desk after it. */
import {currentFoot, currentMark} from './brand.js';
import {h, put, replace} from './dom.js';
import {button, toasts} from './forms.js';
import {choose, currentLanguage, LANGUAGES, t} from './i18n.js';
import {icon} from './icons.js';

const THEME = 'sallyport.theme';

/** The frame of the pages before the sign-in. Returns the place for the page. */
export function gate(app, redraw) {
  const main = h('main', {class: 'gate-main', id: 'main'});
  replace(
      app,
      h('div', {class: 'gate'},
          h('header', {class: 'gate-head'}, h('span', {class: 'brand'}, currentMark())),
          main,
          foot(redraw)),
      toasts());
  return main;
}

/**
 * The frame of the pages after the sign-in. Returns the place for the page.
 *
 * @param {{email: string, groups: {title: string, links: object[]}[], signOut: Function}} user
 */
export function desk(app, redraw, {email, groups, signOut}) {
  const main = h('main', {class: 'desk-main', id: 'main'});
  replace(
      app,
      h('a', {class: 'skip', href: '#main', on: {click: event => skip(event, main)}}, t('common.skip')),
      h('header', {class: 'desk-head'},
          h('div', {class: 'desk-bar'},
              h('a', {class: 'brand', href: '#/two-factor'}, currentMark()),
              h('div', {class: 'desk-user'},
                  h('span', {class: 'desk-email'}, email),
                  button(t('common.signOut'), {kind: '', drawing: 'signOut', onClick: signOut})))),
      h('div', {class: 'desk-body'},
          h('nav', {class: 'desk-nav', 'aria-label': t('common.settings')}, groups.map(group)),
          main),
      foot(redraw),
      toasts());
  return main;
}

function group({title, links}) {
  return h('div', {class: 'nav-group'},
      h('p', {class: 'nav-title'}, title),
      h('ul', {class: 'nav-list'}, links.map(({path, text, drawing}) =>
        h('li', {}, h('a', {class: 'nav-link', href: `#/${path}`, 'data-path': path}, icon(drawing), text)))));
}

/** Marks the link of the page that is shown. */
export function markCurrent(path) {
  for (const link of document.querySelectorAll('.nav-link')) {
    const isHere = path === link.dataset.path || path.startsWith(`${link.dataset.path}/`);
    if (isHere) {
      link.setAttribute('aria-current', 'page');
      link.parentElement.scrollIntoView({block: 'nearest', inline: 'center'});
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

function skip(event, main) {
  event.preventDefault();
  main.setAttribute('tabindex', '-1');
  main.focus();
}

function foot(redraw) {
  return h('footer', {class: 'foot no-print'},
      h('p', {class: 'foot-brand soft small'}, currentFoot()),
      select(t('common.language'), Object.entries(LANGUAGES), currentLanguage(), async tag => {
        await choose(tag);
        redraw();
      }),
      select(
          t('common.theme'),
          ['system', 'light', 'dark'].map(name => [name, t(`common.theme.${name}`)]),
          document.documentElement.dataset.theme ?? 'system',
          setTheme));
}

function select(label, options, value, onChange) {
  const control = h(
      'select',
      {class: 'input', 'aria-label': label, on: {change: () => onChange(control.value)}},
      options.map(([name, text]) => h('option', {value: name, selected: name === value}, text)));
  return control;
}

function setTheme(name) {
  if (name === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
  try {
    localStorage.setItem(THEME, name);
  } catch {
    // it is forgotten with the page
  }
}

/** A card with its heading. */
export function card(title, lead, ...content) {
  return h('section', {class: 'card'},
      h('div', {class: 'card-head'}, h('h1', {}, title), lead && h('p', {class: 'soft'}, lead)),
      content);
}

/** The heading of a page of the desk. */
export function pageHead(title, lead) {
  return h('div', {class: 'page-head'}, h('h1', {}, title), lead && h('p', {class: 'soft'}, lead));
}

/** A part of such a page: heading, what it is about, and what can be done. */
export function section(title, lead, actions, ...content) {
  return h('section', {class: 'section', 'aria-label': title},
      h('div', {class: 'section-head'},
          h('div', {}, h('h2', {}, title), lead && h('p', {class: 'soft'}, lead)),
          actions && h('div', {class: 'item-actions'}, actions)),
      content);
}

/** A line of a list: drawing, title with tags, details below, and what can be done. */
export function item({drawing, title, tags = [], details = [], actions = []}) {
  return h('li', {class: 'item'},
      h('div', {class: 'item-text'},
          drawing ? h('span', {class: 'item-icon'}, icon(drawing)) : h('span', {}),
          h('div', {},
              h('p', {class: 'item-title'}, h('span', {}, title), tags),
              details.filter(Boolean).map(text => h('p', {class: 'soft small'}, text)))),
      actions.length > 0 && h('div', {class: 'item-actions'}, actions));
}

export function list(items, empty) {
  return h('div', {class: 'panel'},
      items.length > 0 ? h('ul', {}, items) : h('p', {class: 'empty'}, empty));
}

export function tag(kind, text) {
  return h('span', {class: ['tag', kind && `tag-${kind}`]}, text);
}

export {put};
