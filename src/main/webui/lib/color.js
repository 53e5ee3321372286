/** Colors of a brand, made readable: each as six hexadecimal digits after a number sign. */

/** What text and background need at least (WCAG 2.2, success criterion 1.4.3, level AA). */
export const LEAST_CONTRAST = 4.5;

const FORM = /^#[0-9a-f]{6}$/i;
const WHITE = '#ffffff';
const BLACK = '#000000';

/** The grounds of `css/tokens.css` that text stands on, in the light scheme and in the dark one. */
const LIGHT = ['#ffffff', '#f5f7f6', '#f3f5f4', '#eef1f0'];
const DARK = ['#151b1a', '#0d1211', '#101615', '#1d2423'];

export const isColor = text => FORM.test(text);

const channels = color => [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16));

function luminance(color) {
  const [red, green, blue] = channels(color)
      .map(channel => channel / 255)
      .map(share => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colors, from 1 to 21. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Whether white text can be read on it, as the service asks of the color of a brand. */
export const isReadable = color => contrast(color, WHITE) >= LEAST_CONTRAST;

/** A color with a share of another one, from 0 to 1. */
function mix(color, other, share) {
  const others = channels(other);
  return `#${channels(color)
      .map((channel, at) => Math.round(channel + (others[at] - channel) * share).toString(16).padStart(2, '0'))
      .join('')}`;
}

/** The color, or as little lighter or darker as lets it be read on each of the grounds. */
function readableOn(grounds, color, toward) {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(color, toward, share);
    if (grounds.every(ground => contrast(mixed, ground) >= LEAST_CONTRAST)) {
      return mixed;
    }
  }
  return toward;
}

function scheme(color, {grounds, soft, line, away, more}) {
  const softly = mix(color, grounds[0], soft);
  const accent = readableOn([...grounds, softly], color, away);
  return {
    'accent': accent,
    'accent-strong': mix(accent, away, more),
    'accent-soft': softly,
    'accent-line': mix(color, grounds[0], line),
    'on-accent': readableOn([accent], grounds[0], grounds === LIGHT ? WHITE : BLACK),
    'focus': accent,
  };
}

/** The tokens of the pages in a color, by their names: for the light scheme, and for the dark one. */
export function tokensOf(color) {
  const light = scheme(color, {grounds: LIGHT, soft: 0.9, line: 0.65, away: BLACK, more: 0.25});
  const dark = scheme(color, {grounds: DARK, soft: 0.78, line: 0.6, away: WHITE, more: 0.3});
  return Object.keys(light).map(name => [name, light[name], dark[name]]);
}
