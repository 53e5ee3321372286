/** What happened to the user's sign-in: newest first. */
import {dateTime, facts} from '../lib/format.js';
import {item, pageHead, tag} from '../lib/frame.js';
import {has, t} from '../lib/i18n.js';
import {growing, page} from '../lib/pages.js';

export default function activity(view) {
  const read = page('/v1/me/events');
  return view.load(() => read(), first => view.show(
      pageHead(t('security.activity.title'), t('security.activity.lead')),
      growing(first, read, line, t('security.activity.none'))));
}

function line(event) {
  const isRefused = event.outcome === 'refused';
  return item({
    drawing: isRefused ? 'alert' : 'check',
    title: eventName(event.type),
    tags: isRefused ? [tag('warning', t('security.activity.refused'))] : [],
    details: [facts(dateTime(event.at), event.ip)],
  });
}

/** Its name in words; a type that these pages do not know keeps its own. */
function eventName(type) {
  return has(`event.${type}`) ? t(`event.${type}`) : type;
}
