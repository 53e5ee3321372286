/** Where the user is signed in. */
import {ask} from '../lib/dialog.js';
import {button} from '../lib/forms.js';
import {ago, facts} from '../lib/format.js';
import {item, pageHead, section, tag} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {growing, page, trying} from '../lib/pages.js';
import {call} from '../lib/session.js';
import {nameOf} from './devices.js';

export default function sessions(view) {
  const read = page('/v1/me/sessions');
  return view.load(() => read(), show);

  async function again() {
    show(await read());
  }

  function show(first) {
    view.show(
        pageHead(t('security.sessions.title'), t('security.sessions.lead')),
        section(
            t('security.sessions.list'),
            null,
            first.items.length > 1 && button(t('security.sessions.endOthers'), {kind: 'danger', onClick: endOthers}),
            growing(first, read, line, t('security.sessions.none'))));
  }

  function line(session) {
    const name = nameOf(session);
    return item({
      drawing: 'devices',
      title: name,
      tags: [
        session.current && tag('success', t('security.current')),
        tag('', t(`security.sessions.level.${session.acr}`)),
      ].filter(Boolean),
      details: [
        facts(session.ip, t('security.sessions.began', {when: ago(session.createdAt)})),
        t('security.sessions.seen', {when: ago(session.lastSeenAt)}),
      ],
      actions: session.current ? [] : [button(t('security.sessions.end'), {
        kind: 'danger', about: name, onClick: () => end(session),
      })],
    });
  }

  async function end({id}) {
    if (await trying(() => call('DELETE', '/v1/me/sessions/{id}', {params: {id}}), t('security.sessions.ended'))) {
      await again();
    }
  }

  async function endOthers() {
    if (await ask(t('security.sessions.endOthers'), t('security.sessions.endOthersText'), {yes: t('security.sessions.endOthers')})
        && await trying(() => call('DELETE', '/v1/me/sessions'), t('security.sessions.ended'))) {
      await again();
    }
  }
}
