/** Fields, buttons and forms: labeled, sent once, and with a word for every failure. */
import {focusOn, h, newId, put, replace} from './dom.js';
import {t} from './i18n.js';
import {icon} from './icons.js';
import {isQuiet, sentence} from './problem.js';

const BUSY_AFTER = 250;

/** A field with its label, hint and error. `root` goes into the form. */
export function field({label, hint, beside, control = 'input', options = [], ...attributes}) {
  const id = newId('field');
  const hintId = hint ? `${id}-hint` : null;
  const input = h(
      control,
      {id, 'aria-describedby': hintId, ...attributes, class: ['input', attributes.class]},
      options.map(([value, text]) => h('option', {value, selected: value === attributes.value}, text)));
  if (attributes.value !== undefined) {
    input.value = attributes.value;
  }
  const message = h('p', {class: 'field-error', id: `${id}-error`, hidden: true});
  const name = h('label', {for: id}, label);
  const root = h(
      'div',
      {class: 'field'},
      beside ? h('div', {class: 'label-line'}, name, beside) : name,
      input,
      hint && h('p', {class: 'hint', id: hintId}, hint),
      message);
  return {
    root,
    input,
    get value() {
      return input.value;
    },
    fail(text) {
      replace(message, icon('alert', 16), h('span', {}, text));
      message.hidden = false;
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', [hintId, message.id].filter(Boolean).join(' '));
      input.focus();
    },
    clear() {
      message.hidden = true;
      input.removeAttribute('aria-invalid');
      put(input, []);
      if (hintId) {
        input.setAttribute('aria-describedby', hintId);
      }
    },
  };
}

/** A password that can be looked at. */
export function passwordField({autocomplete = 'current-password', label = t('common.password'), ...more}) {
  const made = field({
    label, type: 'password', name: 'password', autocomplete, required: true, maxlength: 128, ...more,
  });
  const show = h(
      'button',
      {
        type: 'button', class: ['button', 'button-icon'], 'aria-pressed': 'false', 'aria-label': t('common.showPassword'),
        on: {
          click() {
            const shown = made.input.type === 'text';
            made.input.type = shown ? 'password' : 'text';
            show.setAttribute('aria-pressed', String(!shown));
          },
        },
      },
      icon('eye'));
  const around = h('div', {class: 'with-button'});
  made.input.replaceWith(around);
  put(around, [made.input, show]);
  return made;
}

/** A field for the six digits of an app or a mail. What is pasted is sent as it is: the service reads it. */
export function codeField({label, hint}) {
  return field({
    label, hint, name: 'code', class: 'input-code', inputmode: 'numeric', autocomplete: 'one-time-code',
    autocapitalize: 'off', spellcheck: 'false', required: true, maxlength: 40, 'data-focus': true,
  });
}

/** A field for a recovery code or a paper key. */
export function keyField({label, hint}) {
  return field({
    label, hint, name: 'code', class: 'input-key', autocomplete: 'off', autocapitalize: 'characters',
    spellcheck: 'false', required: true, maxlength: 200, 'data-focus': true,
  });
}

/** A box to tick. */
export function checkbox({label, hint, ...attributes}) {
  const input = h('input', {type: 'checkbox', ...attributes});
  return {
    root: h('label', {class: 'choice'}, input, h('span', {}, label, hint && h('span', {class: 'hint'}, hint))),
    input,
  };
}

/** A choice of one, each with a line that says what it does. */
export function radios({label, name, value, options}) {
  const inputs = options.map(([option]) => h('input', {type: 'radio', name, value: option, checked: option === value}));
  return {
    root: h('fieldset', {class: 'field'},
        h('legend', {}, label),
        options.map(([, text, hint], index) => h('label', {class: 'choice'}, inputs[index],
            h('span', {}, text, hint && h('span', {class: 'hint'}, hint))))),
    get value() {
      return inputs.find(input => input.checked).value;
    },
  };
}

/**
 * A button whose work may take a while: a second press does nothing until the first is done. `about` says to a screen
 * reader which line of a list it belongs to.
 */
export function button(label, {kind = 'line', type = 'button', drawing, wide, about, onClick, ...attributes} = {}) {
  const root = h(
      'button',
      {
        type, class: ['button', kind && `button-${kind.replaceAll(' ', ' button-')}`, wide && 'button-wide'],
        'aria-label': about && `${label}: ${about}`, on: onClick ? {click: () => run(root, onClick)} : {}, ...attributes,
      },
      drawing && icon(drawing, 18),
      h('span', {}, label));
  return root;
}

/** Does the work of a button once, and shows progress if it takes longer than a moment. */
export async function run(control, work) {
  if (control.getAttribute('aria-disabled') === 'true') {
    return;
  }
  control.setAttribute('aria-disabled', 'true');
  const spinner = h('span', {class: 'spinner', 'aria-hidden': 'true'});
  const timer = setTimeout(() => {
    const waitsForUser = document.querySelector('dialog[open]') && !control.closest('dialog');
    if (!waitsForUser) {
      control.prepend(spinner);
    }
  }, BUSY_AFTER);
  try {
    await work();
  } finally {
    clearTimeout(timer);
    spinner.remove();
    control.removeAttribute('aria-disabled');
  }
}

/** The place for what `toast` says: one on the page, and one in each dialog. */
export function toasts() {
  return h('div', {class: 'toasts no-print', role: 'status', 'aria-live': 'polite'});
}

/** The place for a failure of a whole form or page: read out when something is put there. */
export function alertPlace() {
  const root = h('div', {role: 'alert', class: 'alert-place'});
  return {
    root,
    say(text, ...more) {
      replace(root, note('danger', text, ...more));
    },
    clear: () => root.replaceChildren(),
  };
}

/** A note next to the text. */
export function note(kind, text, ...more) {
  const drawings = {danger: 'alert', warning: 'alert', success: 'check', info: 'info'};
  return h(
      'div',
      {class: ['note', `note-${kind}`]},
      icon(drawings[kind]),
      h('div', {class: 'note-body'}, h('p', {}, text), more));
}

/**
 * A form. `send` does the work; what it throws is said in place, at the field that `place` names for a problem, else
 * above.
 *
 * @param {{fields: object[], submit: string, send: Function, place?: Function, below?: Node[]}} parts
 */
export function form({fields, submit, send, place = () => null, below = [], kind = 'primary', label}) {
  const failure = alertPlace();
  const press = button(submit, {kind, type: 'submit', wide: true});
  const root = h(
      'form',
      {
        class: 'stack', novalidate: true, 'aria-label': label, on: {
          submit(event) {
            event.preventDefault();
            run(press, attempt);
          },
        },
      },
      failure.root,
      fields.map(one => one.root ?? one),
      press,
      below);

  async function attempt() {
    failure.clear();
    fields.forEach(one => one.clear?.());
    const empty = fields.find(one => one.input?.required && !one.input.value.trim());
    if (empty) {
      empty.fail(t('common.required'));
      return;
    }
    const wrong = fields.find(one => one.input?.type === 'email' && !one.input.checkValidity());
    if (wrong) {
      wrong.fail(t('common.notAnEmail'));
      return;
    }
    try {
      await send();
    } catch (error) {
      if (!isQuiet(error)) {
        (place(error) ?? failure.say)(sentence(error));
      }
    }
  }
  return {root, submit: press, failure};
}

/** Puts the focus on the first field, on a device with a keyboard of its own. */
export function focusFirst(root) {
  focusOn(root.querySelector('input:not([type=hidden]):not([type=checkbox])') ?? root.querySelector('h1, h2'));
}
