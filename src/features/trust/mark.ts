const ELEMENTS: ReadonlySet<string> = new Set(
  'svg g path rect circle ellipse line polyline polygon defs lineargradient radialgradient stop clippath mask title desc use symbol text tspan'.split(
    ' ',
  ),
);
const ATTRIBUTE = /^[a-z_][\w.:-]*$/i;
const LONGEST = 40_000;

/** Why an image is not taken as a mark; null: it is. It is shown as an image, in which nothing runs, and still refused if it could. */
export function faultInMark(svg: string): string | null {
  const text = svg.trim();
  if (text.length > LONGEST) return `it has more than ${LONGEST} letters`;
  const body = text
    .replace(/^<\?xml[^>]*\?>\s*/i, '')
    .replaceAll(/<!--(?:[^-]|-(?!->))*-->/g, '')
    .trim();
  if (!/^<svg[\s>]/i.test(body) || !/<\/svg>$|^<svg[^>]*\/>$/i.test(body)) return 'it is no SVG image';
  if (/<[!?]/.test(body)) return 'it has a declaration or an instruction';
  for (const [tag, , name = '', attributes = ''] of body.matchAll(/<(\/?)([^\s/>]*)([^>]*)>/g)) {
    if (!ELEMENTS.has(name.toLowerCase())) return `it has <${name.slice(0, 40)}>, which a mark does not need`;
    const fault = tag.startsWith('</') ? null : faultIn(attributes);
    if (fault !== null) return fault;
  }
  return body.replaceAll(/<[^<>]*>/g, '').includes('<') ? 'its tags do not end' : null;
}

/** The words that stand in an image. */
export const textOfMark = (svg: string): string =>
  svg
    .replaceAll(/<!--(?:[^-]|-(?!->))*-->/g, '')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

function faultIn(attributes: string): string | null {
  const left = attributes.replaceAll(/([^\s=/]+)\s*=\s*("[^"]*"|'[^']*')/g, (_, name: string, quoted: string) => {
    const value = quoted.slice(1, -1);
    return ATTRIBUTE.test(name) && !isActive(name, value) ? '' : `\u0001${name}`;
  });
  const found = /\u0001([^\s\u0001]*)/.exec(left)?.[1]; // oxlint-disable-line no-control-regex
  if (found !== undefined) return `its attribute "${found.slice(0, 40)}" loads or runs something`;
  return /[^\s/]/.test(left) ? 'an attribute has no quotes' : null;
}

function isActive(name: string, value: string): boolean {
  const plain = value.replaceAll(/[\p{Cc}\s]/gu, '').toLowerCase();
  if (/^on/i.test(name) || /[<&]/.test(value)) return true;
  if (/href$/i.test(name)) return !/^#[\w-]+$/.test(plain);
  if (/^xmlns/i.test(name)) return !plain.startsWith('http://www.w3.org/');
  return /javascript:|data:|expression\(|@import|\\/.test(plain) || /url\((?!['"]?#)/.test(plain);
}
