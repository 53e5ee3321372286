/** Sets up a second factor, one more, or one in place of another. */
import {h} from '../lib/dom.js';
import {button, note} from '../lib/forms.js';
import {card} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {icon} from '../lib/icons.js';
import {go} from '../lib/router.js';
import {call, client} from '../lib/session.js';
import {recoveryCodes, setUp} from '../lib/set-up.js';

const back = () => go('two-factor');

/** The flow whose recovery codes are not saved yet: a change of language shows them again, a reload cannot. */
let unsaved = null;

export default async function page(view) {
  const [replaces] = view.values;
  if (history.state?.recoveryCodes) {
    if (unsaved && unsaved.userId === client.session?.userId) {
      showCodes(unsaved.flow);
    } else {
      go('two-factor', true);
    }
    return;
  }
  const {addable} = await call('GET', '/v1/me/two-factor');
  const flow = client.enroll();
  const place = h('div', {class: 'set-up'});
  view.show(place);
  setUp(place, {
    steps: flow,
    state: () => flow.next(),
    replaces,
    methods: () => addable,
    lead: replaces ? t('setup.replaceLead') : undefined,
    cancel: back,
    done,
  });

  function done({show, made}) {
    if (show === 'recovery-codes') {
      unsaved = {flow, userId: client.session?.userId};
      history.replaceState({recoveryCodes: true}, '');
      showCodes(flow);
    } else {
      showMade(made);
    }
  }

  function showCodes(shown) {
    const {recoveryCodes: codes} = shown.next();
    view.show(h('div', {class: 'set-up'}, recoveryCodes(codes, {
      next() {
        unsaved = null;
        showMade(shown.saved().made);
      },
    })));
  }

  function showMade(made) {
    view.show(h('div', {class: 'set-up'}, card(
        t('setup.done.title'),
        t('setup.done.lead'),
        h('p', {class: 'row'}, h('span', {class: 'item-icon'}, icon('shield')), h('strong', {}, made?.name)),
        made?.backedUp === false && note('info', t('setup.done.oneDevice')),
        button(t('common.done'), {kind: 'primary', wide: true, onClick: back}))));
  }
}
