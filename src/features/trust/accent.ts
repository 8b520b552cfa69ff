/** The paper and the night on which an accent must be readable. */
export const PAPER = '#ffffff';
export const NIGHT = '#14161a';
/** What lies behind notes and boxes on either: whatever is readable there is so on the paper, too. */
export const WASH = '#f5f6f9';
export const NIGHT_WASH = '#1c2027';
/** WCAG 2.2, 1.4.3: text of any size. */
const ENOUGH = 4.5;

const channels = (color: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colors, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [high = 1, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const mixed = (color: string, into: string, share: number): string => {
  const target = channels(into);
  const parts = channels(color).map((value, at) => Math.round(value + ((target[at] ?? 0) - value) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
};

/** The color nearest to an accent that can be read on a background: the accent itself where it can. */
export function readable(accent: string, background: string): string {
  const towards = luminance(background) > 0.5 ? '#000000' : '#ffffff';
  for (let step = 0; step <= 100; step += 1) {
    const color = mixed(accent, towards, step / 100);
    if (contrast(color, background) >= ENOUGH) return color;
  }
  return towards;
}

export const isReadable = (accent: string): boolean => contrast(accent, PAPER) >= ENOUGH;
