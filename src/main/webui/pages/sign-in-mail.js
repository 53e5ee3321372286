/** What became of the mail with the code, and a button to send it again when the service allows it. */
import {h, replace} from '../lib/dom.js';
import {toast} from '../lib/dialog.js';
import {run} from '../lib/forms.js';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {isQuiet, sentence} from '../lib/problem.js';

const UNDECIDED = new Set(['queued', 'delayed']);
const LOOK_EVERY = 4;

export function mailState({state, flow, arrive}) {
  const words = h('p', {class: 'soft small', role: 'status'});
  const label = h('span', {});
  const again = h(
      'button', {type: 'button', class: 'button button-link', on: {click: () => run(again, resend)}}, label);
  const root = h('div', {class: 'stack-s'}, words, h('div', {}, again));
  let seconds = 0;
  let said = null;

  function draw(now) {
    const delivery = now.delivery ?? 'queued';
    if (said !== delivery) {
      said = delivery;
      replace(words, t(`sign-in.delivery.${delivery}`));
      words.className = delivery === 'failed' ? 'field-error' : 'soft small';
    }
    const waiting = now.resendIn > 0;
    label.replaceChildren(waiting ? t('sign-in.resendIn', {wait: clock(now.resendIn)}) : t('sign-in.resend'));
    if (waiting) {
      again.setAttribute('aria-disabled', 'true');
    } else {
      again.removeAttribute('aria-disabled');
    }
  }

  async function resend() {
    const after = await flow.resend();
    if (after.problem && !isQuiet(after.problem)) {
      toast(sentence(after.problem));
    } else if (after.delivery !== 'limited') {
      toast(t('sign-in.resent'));
    }
    follow(after);
  }

  function follow(after) {
    if (after.show === 'code') {
      draw(after);
    } else {
      arrive(after);
    }
  }

  const timer = setInterval(async () => {
    if (!root.isConnected) {
      clearInterval(timer);
      return;
    }
    const now = flow.next();
    if (now.show !== 'code') {
      clearInterval(timer);
      return;
    }
    draw(now);
    seconds += 1;
    const isTime = seconds % LOOK_EVERY === 0 && UNDECIDED.has(now.delivery) && document.visibilityState === 'visible';
    if (isTime || now.expiresIn === 0) {
      follow(await flow.check());
    }
  }, 1000);

  draw(state);
  return root;
}
