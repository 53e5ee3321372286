/** Setting up a second factor, step by step: the same in the sign-in, where it is forced, and in the settings. */
import {brandName} from './brand.js';
import {focusOn, h, replace} from './dom.js';
import {alertPlace, button, checkbox, codeField, form, note, run} from './forms.js';
import {card} from './frame.js';
import {t} from './i18n.js';
import {icon} from './icons.js';
import {isQuiet, sentence} from './problem.js';
import {codeList, keepButtons, keyBlock} from './secrets.js';
import {passkeys} from '../client/sallyport.js';

const APP_STEPS = ['scan', 'paper', 'verify'];

/**
 * Draws the set-up into a place.
 *
 * @param {Element} place
 * @param {{steps: object, state: () => object, lead?: string, replaces?: string, methods?: Function, cancel?: Function,
 *     done: Function}} task `steps` are those of the client's flow and `state` what it shows; `methods` are those that
 *     may be set up, all if it is left out; `done` is called when the flow shows something else
 */
export function setUp(place, task) {
  let at = null;

  async function take(step, request) {
    await task.steps[step](request);
    const {show, problem} = task.state();
    if (problem && !isQuiet(problem)) {
      throw problem;
    }
    if (show !== 'app' || at === null) {
      draw();
    }
  }

  function draw(step = 'scan') {
    const state = task.state();
    at = state.show === 'app' ? step : null;
    const pages = {choose, app: () => ({scan, paper, verify})[step](state), passkey};
    const page = pages[state.show];
    if (!page) {
      task.done(state);
      return;
    }
    replace(place, page(state));
    focusOn(place.querySelector('[data-focus]') ?? place.querySelector('h1'));
  }

  function choose() {
    const failure = alertPlace();
    const way = (drawing, name, hint, step) => {
      const control = h(
          'button',
          {type: 'button', class: 'method', on: {click: () => run(control, () => attempt(failure, step))}},
          icon(drawing),
          h('span', {}, t(name), h('span', {class: 'hint method-hint'}, t(hint))),
          icon('chevron', 18));
      return h('li', {}, control);
    };
    return card(
        t('setup.title'),
        task.lead ?? t('setup.lead'),
        failure.root,
        h('ul', {class: 'methods'},
            may('totp') && way('phone', 'setup.app', 'setup.appHint', 'start'),
            !task.replaces && may('passkey') && passkeys.supported()
              && way('passkey', 'setup.passkey', 'setup.passkeyHint', 'preparePasskey')),
        leave());
  }

  function may(method) {
    return (task.methods?.() ?? [method]).includes(method);
  }

  async function attempt(failure, step) {
    failure.clear();
    try {
      await take(step, task.replaces ? {replaces: task.replaces} : {});
    } catch (problem) {
      if (!isQuiet(problem)) {
        failure.say(sentence(problem));
      }
    }
  }

  function leave() {
    return task.cancel && button(t('common.cancel'), {kind: '', wide: true, onClick: task.cancel});
  }

  function stepper(step, state) {
    const all = APP_STEPS.filter(name => name !== 'paper' || state.paperKey);
    const number = all.indexOf(step) + 1;
    return h('div', {},
        h('p', {class: 'visually-hidden'}, t('setup.step', {number, of: all.length + 1})),
        h('div', {class: 'steps', 'aria-hidden': 'true'},
            [...all, 'codes'].map((name, index) => h('span', {class: ['step-mark', index < number && 'is-done']}))));
  }

  function scan(state) {
    return card(
        t('setup.scan.title'),
        t('setup.scan.lead'),
        stepper('scan', state),
        h('figure', {class: 'stack'},
            h('div', {class: 'qr'}, h('img', {src: state.qrCode, alt: t('setup.scan.qr'), width: 192, height: 192})),
            h('figcaption', {class: 'stack-s'},
                h('p', {class: 'soft small'}, t('setup.scan.key')),
                keyBlock(state.secret, t('setup.scan.keyLabel')))),
        button(t('common.continue'), {
          kind: 'primary', wide: true, onClick: () => draw(state.paperKey ? 'paper' : 'verify'),
        }),
        leave());
  }

  function paper(state) {
    return card(
        t('setup.paper.title'),
        t('setup.paper.lead'),
        state.show === 'app' && stepper('paper', state),
        paperKey(state.paperKey, {
          next: () => (state.show === 'app' ? draw('verify') : take('passkey')),
          label: state.show === 'app' ? t('common.continue') : t('setup.passkey.create'),
          back: state.show === 'app' ? () => draw('scan') : task.cancel,
        }));
  }

  function verify(state) {
    const code = codeField({label: t('setup.verify.code')});
    return card(
        t('setup.verify.title'),
        t('setup.verify.lead'),
        stepper('verify', state),
        form({
          fields: [code],
          submit: t('setup.verify.submit'),
          label: t('setup.verify.title'),
          send: () => take('confirm', {code: code.value}),
          place: problem => (problem.status < 500 && problem.code !== 'enrollment-expired' ? code.fail : null),
          below: [button(t('common.back'), {kind: '', wide: true, onClick: () => draw(state.paperKey ? 'paper' : 'scan')})],
        }).root);
  }

  function passkey(state) {
    if (state.paperKey) {
      return paper(state);
    }
    return card(
        t('setup.passkey.title'),
        t('setup.passkey.lead'),
        form({fields: [], submit: t('setup.passkey.create'), send: () => take('passkey')}).root,
        leave());
  }

  draw();
}

/** A paper key, which the user must keep before the set-up continues. */
export function paperKey(key, {next, label, back}) {
  const failure = alertPlace();
  const kept = checkbox({label: t('setup.paper.kept')});
  const forward = button(label, {
    kind: 'primary', wide: true,
    async onClick() {
      if (!kept.input.checked) {
        failure.say(t('setup.paper.keepFirst'));
        return;
      }
      try {
        await next();
      } catch (problem) {
        failure.say(sentence(problem));
      }
    },
  });
  const purpose = t('setup.paper.file', {name: brandName()});
  return [
    h('p', {class: 'print-only'}, purpose),
    keyBlock(key, t('setup.paper.keyLabel')),
    keepButtons(`${purpose}\n\n${key.match(/.{4}/g).join(' ')}`, 'sallyport-paper-key.txt'),
    failure.root,
    h('div', {class: 'stack-s no-print'}, kept.root, forward,
        back && button(t('common.back'), {kind: '', wide: true, onClick: back})),
  ];
}

/** New recovery codes. The page continues when the user has kept them. */
export function recoveryCodes(codes, {title = t('setup.codes.title'), lead = t('setup.codes.lead'), next}) {
  const failure = alertPlace();
  const saved = checkbox({label: t('setup.codes.saved')});
  const purpose = t('setup.codes.file', {name: brandName()});
  return card(
      title,
      lead,
      h('p', {class: 'print-only'}, purpose),
      codeList(codes, t('setup.codes.label')),
      keepButtons([purpose, '', ...codes].join('\n'), 'sallyport-recovery-codes.txt'),
      h('div', {class: 'no-print'}, note('warning', t('setup.codes.once'))),
      failure.root,
      h('div', {class: 'stack-s no-print'}, saved.root, button(t('common.done'), {
        kind: 'primary', wide: true,
        onClick() {
          if (saved.input.checked) {
            next();
          } else {
            failure.say(t('setup.codes.saveFirst'));
          }
        },
      })));
}
