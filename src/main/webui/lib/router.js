/** Which page is shown: the part of the address behind the number sign says it, so that reload and back work. */
import {brandName, dress} from './brand.js';
import {focusOn, h, replace} from './dom.js';
import {button, note} from './forms.js';
import {desk, gate, markCurrent} from './frame.js';
import {read, t} from './i18n.js';
import {codeOf, isPassing, sentence} from './problem.js';

/**
 * @param {Element} app the place for everything
 * @param {{pattern: RegExp, frame: string, parts: string[], load: Function}[]} routes
 * @param {{user: Function, brandOf: Function, first: Function}} session
 */
export function start(app, routes, session) {
  let drawn = 0;
  let frame = null;
  let main = null;
  let visits = 0;

  async function draw() {
    drawn += 1;
    visits += 1;
    const turn = drawn;
    const path = here();
    const route = routes.find(one => one.pattern.test(path));
    if (!route) {
      go(await session.first(), true);
      return;
    }
    const isCurrent = () => turn === drawn;
    if (route.frame === 'desk' && frame?.startsWith('desk')) {
      markCurrent(path);
      showWait();
    }
    const user = route.frame === 'desk' ? await session.user().catch(failure => ({failure})) : null;
    if (!isCurrent()) {
      return;
    }
    if (user?.failure && codeOf(user.failure) === 'not-authenticated') {
      session.want(path);
      go('sign-in', true);
      return;
    }
    dress(await session.brandOf(path, user));
    if (!isCurrent()) {
      return;
    }
    frameOf(route, user);
    const view = viewOf(isCurrent, route.pattern.exec(path).slice(1));
    await view.load(
        async () => {
          if (user?.failure) {
            throw user.failure;
          }
          const [page] = await Promise.all([route.load(), read(...route.parts)]);
          return page.default;
        },
        page => page(view));
  }

  function frameOf(route, user) {
    const wanted = `${route.frame} ${user?.key ?? ''}`;
    if (frame !== wanted || !main?.isConnected) {
      main = route.frame === 'desk' && !user.failure ? desk(app, redraw, user) : gate(app, redraw);
      frame = user?.failure ? null : wanted;
    }
    main.className = route.frame === 'desk' ? 'desk-main' : 'gate-main';
    markCurrent(here());
  }

  function viewOf(isCurrent, values) {
    const view = {
      values,
      isCurrent,
      /** Shows a page. The focus goes to the field that the user came for, else to the heading. */
      show(...content) {
        if (!isCurrent()) {
          return;
        }
        replace(main, ...content);
        const heading = main.querySelector('h1');
        document.title = [heading?.textContent, brandName()].filter(Boolean).join(' · ');
        if (visits > 1 || view.shown) {
          focusOn(main.querySelector('[data-focus]') ?? heading);
        }
        view.shown = true;
      },
      wide: on => main.classList.toggle('is-wide', on),
      /** Shows that something is read, then what it is; a failure with a way to try again. */
      async load(reading, showing) {
        showWait();
        try {
          const value = await reading();
          if (isCurrent()) {
            await showing(value);
          }
        } catch (error) {
          if (isCurrent() && codeOf(error) !== 'aborted') {
            report(error);
            replace(main, retry(error, () => view.load(reading, showing)));
          }
        }
      },
    };
    return view;
  }

  /** Shows that something is being read. What shows it already stays, without a flicker. */
  function showWait() {
    if (!main.querySelector(':scope > .wait')) {
      replace(main, wait());
    }
  }

  function redraw() {
    frame = null;
    draw();
  }

  addEventListener('hashchange', draw);
  draw();
  return {redraw};
}

/** The path behind the number sign. */
export function here() {
  return location.hash.replace(/^#\/?/, '');
}

/** Goes to a page; in place of the one that is shown, if going back to it makes no sense. */
export function go(path, instead = false) {
  if (instead) {
    history.replaceState(null, '', `#/${path}`);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = `#/${path}`;
  }
}

export function wait() {
  return h('div', {class: 'wait', role: 'status'},
      h('span', {class: 'spinner', 'aria-hidden': 'true'}), h('span', {class: 'visually-hidden'}, t('common.loading')));
}

/** What is shown in place of something that could not be read; to try again is offered where it may help. */
export function retry(error, again) {
  return h('div', {class: 'stack'},
      h('h1', {}, t('common.failed')),
      h('div', {role: 'alert'}, note('danger', sentence(error),
          isPassing(error) && h('div', {}, button(t('common.tryAgain'), {onClick: again})))));
}

/** A fault of these pages goes to the console, for their developer. */
function report(error) {
  if (codeOf(error) === 'broken') {
    console.error(error);
  }
}
