/** The sign-in: shows what the client's flow says comes next. */
import {h} from '../lib/dom.js';
import {button, note} from '../lib/forms.js';
import {card} from '../lib/frame.js';
import {clock} from '../lib/format.js';
import {take} from '../lib/handover.js';
import {t} from '../lib/i18n.js';
import {isQuiet, sentence} from '../lib/problem.js';
import {go} from '../lib/router.js';
import {client, markVisited, resume, serviceFacts, takeWanted} from '../lib/session.js';
import {recoveryCodes, setUp} from '../lib/set-up.js';
import {codeStep} from './sign-in-code.js';
import {passwordStep} from './sign-in-password.js';

/** One flow for the life of the page: a change of language draws its step again. */
let flow = null;

/** Whether the flow went through a set-up: its recovery codes are the first ones then. */
let wasSetUp = false;

export default async function signIn(view) {
  if (flow === null) {
    if (await resume().catch(() => false)) {
      go(takeWanted(), true);
      return;
    }
    flow = client.signIn({keep: sessionStorage});
    await flow.restore();
  }
  const facts = await serviceFacts().catch(() => ({}));
  draw();

  function draw() {
    if (!view.isCurrent()) {
      return;
    }
    const state = flow.next();
    const pages = {
      password: () => passwordStep({state, flow, facts, arrive}),
      code: () => codeStep({state, flow, view, arrive, restart}),
      enrollment,
      'recovery-codes': () => recoveryCodes(state.recoveryCodes, {
        ...(wasSetUp ? {} : {title: t('sign-in.newCodes.title'), lead: t('sign-in.newCodes.lead')}),
        next: () => arrive(flow.saved()),
      }),
      'signed-in': leave,
      wait: () => waitStep(state),
      'password-reset': () => resetStep(state),
    };
    const page = pages[state.show]();
    if (page) {
      view.show(page);
    }
  }

  /**
   * Takes the state after a step. Where the step is the same, its form says the problem; else the next one is drawn.
   */
  function arrive(state, from) {
    if (state.show === from && state.problem) {
      throw state.problem;
    }
    if (state.show !== from) {
      draw();
    }
  }

  function restart() {
    wasSetUp = false;
    flow.cancel();
    draw();
  }

  function enrollment() {
    const place = h('div', {});
    wasSetUp = true;
    view.show(place);
    setUp(place, {
      steps: flow.enroll,
      state: () => flow.next().enrollment ?? {show: 'done'},
      methods: () => flow.next().methods,
      lead: t('sign-in.enroll.lead'),
      cancel: restart,
      done: draw,
    });
    return null;
  }

  function leave() {
    flow = null;
    wasSetUp = false;
    take('typed');
    markVisited();
    go(takeWanted(), true);
    return null;
  }

  function waitStep({retryIn, problem}) {
    const left = h('span', {}, clock(retryIn));
    const timer = setInterval(() => {
      const state = flow.next();
      if (state.show === 'wait' && left.isConnected) {
        left.replaceChildren(clock(state.retryIn));
      } else {
        clearInterval(timer);
        if (left.isConnected) {
          draw();
        }
      }
    }, 1000);
    return card(
        t('sign-in.wait.title'),
        t('sign-in.wait.lead'),
        h('p', {class: 'input-code', role: 'timer', 'aria-label': t('sign-in.wait.left')}, left),
        problem && !problem.retryAfterSeconds && !isQuiet(problem) && note('danger', sentence(problem)),
        button(t('sign-in.startAgain'), {kind: '', wide: true, onClick: restart}));
  }

  function resetStep() {
    return card(
        t('sign-in.reset.title'),
        t('sign-in.reset.lead'),
        button(t('sign-in.reset.send'), {
          kind: 'primary', wide: true,
          onClick() {
            flow.cancel();
            go('forgot');
          },
        }),
        button(t('sign-in.startAgain'), {kind: '', wide: true, onClick: restart}));
  }
}
