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

export default async function page(view) {
  const [replaces] = view.values;
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

  function done({show, recoveryCodes: codes, made}) {
    if (show === 'recovery-codes') {
      view.show(h('div', {class: 'set-up'}, recoveryCodes(codes, {next: () => done(flow.saved())})));
      return;
    }
    view.show(h('div', {class: 'set-up'}, card(
        t('setup.done.title'),
        t('setup.done.lead'),
        h('p', {class: 'row'}, h('span', {class: 'item-icon'}, icon('shield')), h('strong', {}, made?.name)),
        made?.backedUp === false && note('info', t('setup.done.oneDevice')),
        button(t('common.done'), {kind: 'primary', wide: true, onClick: back}))));
  }
}
