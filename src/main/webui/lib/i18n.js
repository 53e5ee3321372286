/**
 * The texts, in the language of the user: chosen here, else that of the browser. A part of the texts is read at a time.
 */
export const LANGUAGES = {en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ja: '日本語'};

const KEPT = 'sallyport.language';
const FROM_RIGHT = new Set(['ar', 'fa', 'he', 'ur']);
const texts = new Map();
const parts = new Map();

let language = chosen() ?? ofBrowser();

export function currentLanguage() {
  return language;
}

/** Reads parts of the texts; each is asked for once. */
export async function read(...names) {
  await Promise.all(names.map(name => {
    if (!parts.has(name)) {
      parts.set(name, load(name).catch(failure => {
        parts.delete(name);
        throw failure;
      }));
    }
    return parts.get(name);
  }));
}

async function load(name) {
  const answer = await fetch(new URL(`../i18n/${language}/${name}.json`, import.meta.url));
  if (!answer.ok) {
    throw new TypeError(`No texts: ${name}`);
  }
  Object.entries(await answer.json()).forEach(([key, text]) => texts.set(key, text));
}

/** A text. `{name}` stands for a value, and `count` chooses between the forms of a number. */
export function t(key, values = {}) {
  let text = texts.get(key) ?? key;
  if (typeof text === 'object') {
    text = text[new Intl.PluralRules(language).select(values.count)] ?? text.other;
  }
  return text.replaceAll(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return typeof value === 'number' ? value.toLocaleString(language) : isolated(value ?? whole);
  });
}

/** An address or a name from left to right would take the words around it along, where one reads from right to left. */
function isolated(text) {
  return FROM_RIGHT.has(language) ? `\u2068${text}\u2069` : text;
}

/** Whether there is such a text: what the service names may be newer than these pages. */
export function has(key) {
  return texts.has(key);
}

/** Chooses a language for this browser. The page is drawn again by its caller. */
export async function choose(tag) {
  const names = [...parts.keys()];
  language = tag;
  try {
    localStorage.setItem(KEPT, tag);
  } catch {
    // a browser that keeps nothing asks again at the next visit
  }
  parts.clear();
  markDocument();
  await read(...names);
}

export function markDocument() {
  document.documentElement.lang = language;
  document.documentElement.dir = FROM_RIGHT.has(language) ? 'rtl' : 'ltr';
}

function chosen() {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept in LANGUAGES ? kept : null;
  } catch {
    return null;
  }
}

function ofBrowser() {
  return (navigator.languages ?? []).map(tag => tag.split('-')[0].toLowerCase()).find(tag => tag in LANGUAGES) ?? 'en';
}
