/** What is shown once: keys and codes, and the ways to keep them. */
import {h} from './dom.js';
import {toast} from './dialog.js';
import {button} from './forms.js';
import {groups} from './format.js';
import {t} from './i18n.js';

/** A key in groups of four, which a reader can keep apart. It is one text for who copies it. */
export function keyBlock(key, label) {
  const size = key.length > 40 ? 'key-long' : key.length <= 8 && 'key-short';
  return h('p', {class: ['key', size], 'aria-label': label, role: 'group'},
      groups(key).map(part => h('span', {}, part)));
}

export function codeList(codes, label) {
  return h('ol', {class: 'codes', 'aria-label': label}, codes.map(code => h('li', {}, code)));
}

/** Buttons that download, print and copy a text. `onKept` is called when the user did one of these. */
export function keepButtons(text, fileName, onKept = () => {}) {
  const file = URL.createObjectURL(new Blob([`${text}\n`], {type: 'text/plain;charset=utf-8'}));
  const download = button(t('common.download'), {
    drawing: 'download',
    onClick() {
      h('a', {href: file, download: fileName}).click();
      onKept();
    },
  });
  const print = button(t('common.print'), {
    drawing: 'print',
    onClick() {
      window.print();
      onKept();
    },
  });
  return h('div', {class: 'row keep no-print', role: 'group', 'aria-label': t('common.keep')},
      download, print, copyButton(text, onKept));
}

/** A button that copies a text. */
export function copyButton(text, onKept = () => {}) {
  return button(t('common.copy'), {
    drawing: 'copy',
    async onClick() {
      await navigator.clipboard.writeText(text);
      toast(t('common.copied'));
      onKept();
    },
  });
}
