/** Times, as the user's language writes them and in the zone of the browser. */
import {currentLanguage} from './i18n.js';

export function dateTime(text) {
  return new Intl.DateTimeFormat(currentLanguage(), {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(text));
}

export function date(text) {
  return new Intl.DateTimeFormat(currentLanguage(), {dateStyle: 'long'}).format(new Date(text));
}

const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60]];

/** "3 hours ago" for the last week, else the date. */
export function ago(text) {
  const seconds = (new Date(text) - Date.now()) / 1000;
  if (Math.abs(seconds) > 7 * 86_400) {
    return date(text);
  }
  const words = new Intl.RelativeTimeFormat(currentLanguage(), {numeric: 'auto'});
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return unit === 'second' ? words.format(0, 'minute') : words.format(Math.round(seconds / length), unit);
}

/** A wait as minutes and seconds: 0:45. */
export function clock(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

/** Facts in one line, with dots between them; a line never begins with a dot. */
export function facts(...texts) {
  return texts.filter(Boolean).join('\u00a0· ');
}

export function groups(text, size = 4) {
  return text.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
}
