/** A dialog on top of the page: the browser's own, which keeps the focus in it and gives it back. */
import {h, newId, put} from './dom.js';
import {button, run, toasts} from './forms.js';
import {t} from './i18n.js';

/**
 * Opens a dialog and waits for its end.
 *
 * @param {string} title
 * @param {(close: (value?: *) => void) => Array} build its content; `close` ends it with a value
 * @param {{wide?: boolean, stays?: boolean}} options `stays` with what is shown only once, when the user leaves the page
 * @returns {Promise<*>} the value, undefined if the user leaves it or the page
 */
export function dialog(title, build, {wide = false, stays = false} = {}) {
  return new Promise(done => {
    const id = newId('dialog');
    const body = h('div', {class: 'dialog-body'}, h('h2', {id}, title));
    const root = h('dialog', {class: ['dialog', wide && 'dialog-wide'], 'aria-labelledby': id}, body, toasts());
    let value;
    const close = given => {
      value = given;
      root.close();
    };
    const leave = () => !stays && root.close();
    put(body, build(close));
    window.addEventListener('hashchange', leave); // the browser's "back" leads to another page, which it would cover
    root.addEventListener('close', () => {
      window.removeEventListener('hashchange', leave);
      root.remove();
      done(value);
    });
    document.body.append(root);
    root.showModal();
    root.querySelector('input:not([type=checkbox]), [data-first]')?.focus();
  });
}

/** Asks before something is done. True if the user agrees. */
export function ask(title, text, {yes, danger = true} = {}) {
  return dialog(title, close => [
    h('p', {}, text),
    h(
        'div',
        {class: 'row row-end'},
        button(t('common.cancel'), {onClick: () => close(false), 'data-first': true}),
        button(yes, {kind: danger ? 'danger primary' : 'primary', onClick: () => close(true)})),
  ]);
}

/** A row of buttons: back on the left, forward on the right. */
export function cancelButton(close) {
  return button(t('common.cancel'), {kind: '', wide: true, onClick: () => close()});
}

let shown;

/**
 * A word at the foot of the page that goes away by itself; a screen reader says it. Behind a dialog the page is inert:
 * each dialog has a place of its own, and the last one is on top.
 */
export function toast(text) {
  const places = [...document.querySelectorAll('.toasts')];
  const clear = () => places.forEach(place => place.replaceChildren());
  clearTimeout(shown);
  clear();
  places.at(-1).append(h('p', {class: 'toast'}, text));
  shown = setTimeout(clear, 6000);
}

export {run};
