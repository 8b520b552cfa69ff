type Wanted = 'a value' | 'a value or ]' | 'a name' | 'a name or }' | ':' | ', or an end';

const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy; // RFC 8259

/** Which signs may come; a text is `"`, and any other word or number `0`. */
const MAY: Readonly<Record<Wanted, string>> = {
  'a value': '{["0',
  'a value or ]': '{["0]',
  'a name': '"',
  'a name or }': '"}',
  ':': ':',
  ', or an end': ',}]',
};

/**
 * Where a text that is no JSON stops being some, and why. Engines tell the place in some of their messages only, and
 * quote the text; nothing of it is in this.
 */
export function brokenAt(text: string): { readonly place: string; readonly because: string } {
  const within: string[] = [];
  let wanted: Wanted | null = 'a value';
  let at = after(SPACE, text, 0) ?? 0;
  for (let end = after(TOKEN, text, at); end !== null; end = after(TOKEN, text, at)) {
    wanted = afterToken(text[at] ?? '', wanted, within);
    if (wanted === null) break;
    at = after(SPACE, text, end) ?? end;
  }
  if (at >= text.length) return { place: 'its end', because: 'it ends too early' };
  const before = text.slice(0, at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return { place, because: 'this is not how JSON is written' };
}

function after(expression: RegExp, text: string, at: number): number | null {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : null;
}

/** What is to come after a token, by its first sign; null: it is not one that was to come. */
function afterToken(first: string, wanted: Wanted, within: string[]): Wanted | null {
  const sign = '{}[],:"'.includes(first) ? first : '0';
  const inner = within.at(-1);
  if (!MAY[wanted].includes(sign)) return null;
  switch (sign) {
    case '{':
      within.push('}');
      return 'a name or }';
    case '[':
      within.push(']');
      return 'a value or ]';
    case ':':
      return 'a value';
    case ',':
      return inner === undefined ? null : inner === '}' ? 'a name' : 'a value';
    case '"':
      return wanted.startsWith('a name') ? ':' : ', or an end';
    case '0':
      return ', or an end';
    default:
      return within.pop() === sign ? ', or an end' : null;
  }
}
