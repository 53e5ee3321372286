/**
 * Elements without markup: text stays text, and an attribute is only ever set as one. No page builds HTML from strings,
 * so nothing that a user typed can become an element.
 */
const SVG = 'http://www.w3.org/2000/svg';
const SAFE_LINK = /^(#|\/|\.\/|https?:|mailto:|blob:|data:text\/plain)/;

/**
 * An element.
 *
 * @param {string} name of the element
 * @param {object} props attributes; `on` holds listeners, `class` may be a list, and false leaves an attribute out
 * @param {...(Node|string|null|undefined|Array)} children
 */
export function h(name, props = {}, ...children) {
  const element = document.createElement(name);
  set(element, props);
  return put(element, children);
}

/** The same for drawings. */
export function drawing(name, props = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  set(element, props);
  return put(element, children);
}

function set(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name === 'on') {
      Object.entries(value).forEach(([type, listener]) => element.addEventListener(type, listener));
    } else if (name === 'class') {
      element.setAttribute('class', [value].flat().filter(Boolean).join(' '));
    } else if (name === 'value') {
      element.value = value;
    } else if (/^on/.test(name) || name === 'style' || name === 'srcdoc') {
      throw new TypeError(`${name} is not an attribute that a page may set`);
    } else if (name === 'href' && !SAFE_LINK.test(value)) {
      throw new TypeError('This is not a link that a page may have');
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

/** Adds children: nodes as they are, everything else as text, nothing for null. */
export function put(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(child instanceof Node ? child : String(child));
    }
  }
  return parent;
}

/** Puts other children in place of those that are there. */
export function replace(parent, ...children) {
  parent.replaceChildren();
  return put(parent, children);
}

let ids = 0;

/** An id that no other element of the page has. */
export function newId(prefix = 'e') {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** Moves focus to an element that is no control, such as the heading of the next step. */
export function focusOn(element) {
  if (element) {
    if (!element.matches('a[href], button, input, select, textarea')) {
      element.setAttribute('tabindex', '-1');
    }
    element.focus({preventScroll: false});
  }
}
