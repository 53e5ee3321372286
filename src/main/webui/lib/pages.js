/** Lists that come in pages, and what can be done with one of their lines. */
import {h} from './dom.js';
import {toast} from './dialog.js';
import {button} from './forms.js';
import {t} from './i18n.js';
import {isQuiet, sentence} from './problem.js';
import {call} from './session.js';

/**
 * A list that grows by a press of a button.
 *
 * @param {{items: object[], next: ?string}} first page
 * @param {(after: string) => Promise} more reads the page after a cursor
 * @param {(item: object) => Element} draw a line
 */
export function growing(first, more, draw, empty) {
  const lines = h('ul', {}, first.items.map(draw));
  let next = first.next;
  const press = button(t('common.more'), {
    onClick: () => trying(async () => {
      const page = await more(next);
      lines.append(...page.items.map(draw));
      next = page.next;
      press.hidden = !next;
    }),
  });
  press.hidden = !next;
  return h('div', {class: 'stack'},
      h('div', {class: 'panel'}, first.items.length > 0 ? lines : h('p', {class: 'empty'}, empty)),
      h('div', {class: 'row'}, press));
}

/** Selects that narrow a list. Each has the value of everything first. */
export function filters(choices) {
  return h('div', {class: 'row'}, choices.map(({label, all, value, options, set}) => {
    const change = async () => {
      await set(select.value); // draws the page again, this select too
      document.querySelector(`select[aria-label="${CSS.escape(label)}"]`)?.focus();
    };
    const select = h('select', {class: 'input', 'aria-label': label, on: {change}},
        [['', all], ...options].map(([name, text]) => h('option', {value: name, selected: name === value}, text)));
    return select;
  }));
}

export const page = (path, options = {}) => (after, limit = 25) =>
  call('GET', path, {...options, query: {...options.query, limit, after}});

/** Does something; a refusal is said at the foot of the page. True if it was done. */
export async function trying(work, said) {
  try {
    await work();
    if (said) {
      toast(said);
    }
    return true;
  } catch (error) {
    if (!isQuiet(error)) {
      toast(sentence(error));
    }
    return false;
  }
}
