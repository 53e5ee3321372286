/** Who of an account has a second factor, who must set one up and until when. */
import {h} from '../lib/dom.js';
import {button} from '../lib/forms.js';
import {date, facts} from '../lib/format.js';
import {item, pageHead, tag} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {filters, growing, page, trying} from '../lib/pages.js';
import {client} from '../lib/session.js';

const PATH = '/v1/accounts/{accountId}/two-factor-compliance';
const STATES = ['enrolled', 'in_grace', 'overdue', 'sso_only', 'not_required'];
const KINDS = {enrolled: 'success', in_grace: 'warning', overdue: 'danger'};

export default function compliance(view) {
  const [accountId] = view.values;
  const params = {accountId};
  let status = '';
  return draw();

  function draw() {
    const read = page(PATH, {params, query: {status: status || undefined}});
    return view.load(() => read(), first => view.show(
        pageHead(t('account.compliance.title'), t('account.compliance.lead')),
        h('div', {class: 'toolbar'},
            filters([{
              label: t('account.compliance.state'), all: t('account.all'), value: status,
              options: STATES.map(name => [name, t(`account.compliance.${name}`)]),
              set(value) {
                status = value;
                return draw();
              },
            }]),
            button(t('account.compliance.csv'), {drawing: 'download', onClick: () => trying(csv)})),
        growing(first, read, line, t('account.nothing'))));
  }

  /** Downloads the list as it is filtered. */
  async function csv() {
    const text = await client.call('GET', PATH, {
      params, query: {status: status || undefined}, headers: {Accept: 'text/csv'},
    });
    const file = URL.createObjectURL(new Blob([text], {type: 'text/csv'}));
    h('a', {href: file, download: 'two-factor-compliance.csv'}).click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
  }
}

function line({email, role, status, dueAt, secondFactors}) {
  return item({
    drawing: secondFactors.length > 0 ? 'shield' : 'alert',
    title: email,
    tags: [tag(KINDS[status] ?? '', t(`account.compliance.${status}`))],
    details: [
      facts(t(`account.role.${role}`), ...secondFactors.map(name => t(`account.method.${name}`))),
      dueAt && t('account.compliance.due', {date: date(dueAt)}),
    ],
  });
}
