/** The devices that are recognized: on them no code by mail is needed. */
import {ask, cancelButton, dialog, toast} from '../lib/dialog.js';
import {button, field, form} from '../lib/forms.js';
import {ago, date, facts} from '../lib/format.js';
import {item, pageHead, section, tag} from '../lib/frame.js';
import {t} from '../lib/i18n.js';
import {growing, page, trying} from '../lib/pages.js';
import {call} from '../lib/session.js';

export default function devices(view) {
  const read = page('/v1/me/devices');
  return view.load(() => read(), show);

  async function again() {
    show(await read());
  }

  function show(first) {
    view.show(
        pageHead(t('security.devices.title'), t('security.devices.lead')),
        section(
            t('security.devices.list'),
            null,
            first.items.length > 1 && button(t('security.devices.removeAll'), {kind: 'danger', onClick: removeAll}),
            growing(first, read, line, t('security.devices.none'))));
  }

  function line(device) {
    const name = nameOf(device);
    return item({
      drawing: 'devices',
      title: name,
      tags: device.current ? [tag('success', t('security.current'))] : [],
      details: [
        facts(device.name && facts(device.browser, device.os), device.ip),
        t('security.devices.seen', {when: ago(device.lastSeenAt), until: date(device.expiresAt)}),
      ],
      actions: [
        button(t('common.rename'), {about: name, onClick: () => rename(device)}),
        button(t('common.remove'), {
          kind: 'danger', about: name, onClick: () => remove(device),
        }),
      ],
    });
  }

  async function rename(device) {
    const text = field({
      label: t('security.name'), name: 'name', value: device.name ?? '', required: true, maxlength: 100,
    });
    const done = await dialog(t('security.renameTitle'), close => [
      form({
        fields: [text], submit: t('common.save'),
        async send() {
          await call('PATCH', '/v1/me/devices/{id}', {params: {id: device.id}, body: {name: text.value.trim()}});
          close(true);
        },
        below: [cancelButton(close)],
      }).root,
    ]);
    if (done) {
      await again();
      toast(t('common.saved'));
    }
  }

  async function remove(device) {
    const title = t('security.remove.title', {name: nameOf(device)});
    if (await ask(title, t('security.devices.removeText'), {yes: t('common.remove')})
        && await trying(() => call('DELETE', '/v1/me/devices/{id}', {params: {id: device.id}}))) {
      await again();
    }
  }

  async function removeAll() {
    if (await ask(t('security.devices.removeAll'), t('security.devices.removeAllText'), {yes: t('security.devices.removeAll')})
        && await trying(() => call('DELETE', '/v1/me/devices'))) {
      await again();
    }
  }
}

export function nameOf({name, browser, os}) {
  return name || facts(browser, os) || t('security.unknownDevice');
}
