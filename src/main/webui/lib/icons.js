/** The drawings: strokes of 24 by 24, in the color of the text around them. */
import {drawing} from './dom.js';

const PATHS = {
  alert: 'M12 9v4m0 3.5v.01M10.3 4.3 2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0z',
  back: 'M19 12H5m6-6-6 6 6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm9 6 6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  clock: 'M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  copy: 'M9 9h10v10a1 1 0 0 1-1 1H10a1 1 0 0 1-1-1V9zm-4 6V5a1 1 0 0 1 1-1h9',
  devices: 'M4 17V6a1 1 0 0 1 1-1h13M2 17h10m4-8h5v11h-5V9zm2 8h1',
  door: 'M5 21V11a7 7 0 0 1 14 0v10M3 21h18M14 15v.01',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  help: 'M9.5 9.5a2.5 2.5 0 1 1 3.7 2.2c-.8.5-1.2 1-1.2 1.8m0 3v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  info: 'M12 11v5m0-8.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  key: 'M15 14.5a5.5 5.5 0 1 0-5.2-3.7L3 17.6V21h3.4v-2.4h2.4v-2.4h2.3l2.1-2a5.5 5.5 0 0 0 1.8.3zM16.6 7.4v.01',
  list: 'M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z',
  mail: 'M4 6h16v12H4V6zm0 1 8 6 8-6',
  palette: 'M12 3a9 9 0 1 0 0 18c1.4 0 2-.9 2-1.8 0-1.6-1.5-1.9-1.5-3.2 0-.9.8-1.5 1.8-1.5H17a4 4 0 0 0 4-4C21 6.2 17 3 12 3zM7.5 11v.01M10 7.5v.01M14.5 7.5v.01',
  paper: 'M7 3h7l5 5v13H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm7 0v5h5M9.5 13h6m-6 4h6',
  passkey: 'M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm-7 9c0-3.5 3-6 7-6 1 0 2 .2 2.8.5M18 16.5a2.5 2.5 0 1 0-1.5-.5v5l1.5 1 1.5-1.5-1-1 1-1-1-1',
  phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm3 15h2',
  plus: 'M12 5v14M5 12h14',
  print: 'M7 9V4h10v5M7 17H5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2M7 14h10v6H7v-6z',
  shield: 'M12 3l7.5 2.5V11c0 4.8-3 8.3-7.5 10-4.5-1.7-7.5-5.2-7.5-10V5.5L12 3zm-3.5 9 2.5 2.5 4.5-4.5',
  signOut: 'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8m-4-8h11m-4-4 4 4-4 4',
  support: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zm-5 0a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM5.7 5.7l3.5 3.5m5.6 5.6 3.5 3.5m0-12.6-3.5 3.5m-5.6 5.6-3.5 3.5',
  users: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm-7 9c0-3.5 3-6 7-6s7 2.5 7 6M16 4.3a3.5 3.5 0 0 1 0 6.5m2.5 4c2.2.8 3.5 2.7 3.5 5.2',
};

/** Those that point somewhere: they are turned around where one reads from right to left. */
const DIRECTED = new Set(['back', 'chevron', 'list', 'signOut']);

/** A drawing that says nothing by itself: the text next to it does. */
export function icon(name, size = 20) {
  return drawing(
      'svg',
      {
        viewBox: '0 0 24 24', width: size, height: size, fill: 'none', stroke: 'currentColor',
        'stroke-width': 1.75, 'stroke-linecap': 'round', 'stroke-linejoin': 'round',
        'aria-hidden': 'true', focusable: 'false', class: [name === 'chevron' && name, DIRECTED.has(name) && 'directed'],
      },
      drawing('path', {d: PATHS[name]}));
}

/** The mark: the outer door is open, the inner one is shut. */
export function mark() {
  return drawing(
      'svg',
      {viewBox: '0 0 32 32', class: 'brand-mark', 'aria-hidden': 'true', focusable: 'false', fill: 'none'},
      drawing('path', {d: 'M5 28V15a11 11 0 0 1 22 0v13', class: 'mark-line'}),
      drawing('path', {d: 'M11.5 28V15.5a4.5 4.5 0 0 1 9 0V28z', class: 'mark-door'}));
}
