import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrast, isReadable, NIGHT, PAPER, readable } from './accent.ts';
import { faultInMark } from './mark.ts';
import { proseHtml } from './prose.ts';

const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${inside}</svg>`;

const HOSTILE = [
  svg('<script>alert(1)</script>'),
  svg('<SCRIPT xlink:href="https://evil.example/a.js"/>'),
  svg('', ' onload="alert(1)"'),
  svg('', ' ONLOAD=alert(1)'),
  svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
  svg('<path d="M0 0" onclick=\'alert(1)\'/>'),
  svg('<foreignObject><iframe src="https://evil.example"/></foreignObject>'),
  svg('<image href="https://evil.example/track.png"/>'),
  svg('<use href="https://evil.example/sprite.svg#a"/>'),
  svg('<use href="data:image/svg+xml;base64,AAAA"/>'),
  svg('<rect style="background:url(https://evil.example)"/>'),
  svg('<rect fill="url(//evil.example#a)"/>'),
  svg('<style>@import url(https://evil.example)</style>'),
  svg('<animate attributeName="href" to="javascript:alert(1)"/>'),
  svg('<set attributeName="onload" to="alert(1)"/>'),
  svg('<path d="&#106;"/>'),
  `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('<text>&x;</text>')}`,
  `<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/a.css"?>${svg('')}`,
  '<svg><path d="M0 0"',
  '<html><body>hello</body></html>',
  svg('<!-- --><script>alert(1)</script><!-- -->'),
  svg('<g/onload="alert(1)">'),
  svg(`<path d="${'M'.repeat(50_000)}"/>`),
  'GIF89a',
  '',
];

test('a mark that loads or runs something is refused, and so is what is none', () => {
  assert.deepEqual(
    HOSTILE.filter((text) => faultInMark(text) === null),
    [],
  );
});

test('a plain mark is taken', () => {
  for (const text of [
    svg('<path d="M1 1h8v8H1z" fill="#123456"/>'),
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by hand -->\n${svg('<g fill="none"><circle cx="5" cy="5" r="4"/></g>')}\n`,
    svg(
      '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><rect fill="url(#a)" width="10" height="10"/>',
    ),
  ])
    assert.equal(faultInMark(text), null, text);
});

test('an accent can be read by day and by night, and is changed no more than it must be', () => {
  const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
  fc.assert(
    fc.property(color, (accent) => {
      for (const ground of [PAPER, NIGHT]) assert.ok(contrast(readable(accent, ground), ground) >= 4.5, accent);
      if (isReadable(accent)) assert.equal(readable(accent, PAPER), accent);
    }),
  );
  assert.equal(isReadable('#ffe600'), false);
  assert.equal(contrast('#000000', '#ffffff'), 21);
});

test('what people typed is a document, and HTML in it is text', () => {
  assert.match(proseHtml('By e-mail.').text, /By <span class="whole">e-mail<\/span>\./);
  assert.equal(
    proseHtml('One **two**.\n\n- a\n- b\n\nSee [us](https://acme.example/a?b=1&c).').text,
    '<p>One <strong>two</strong>.</p>\n<ul><li>a</li><li>b</li></ul>\n<p>See <a href="https://acme.example/a?b=1&amp;c" rel="noopener nofollow ugc">us</a>.</p>',
  );
  for (const hostile of [
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '[x](https://a"onmouseover="alert(1))',
    '**<img src=x onerror=alert(1)>**',
    '[<b>](https://acme.example)',
  ])
    assert.doesNotMatch(proseHtml(hostile).text, /<(script|img|b>)|href="javascript|" ?onmouseover/i, hostile);
});

test('no text makes markup of its own', () => {
  const tags =
    /<(?!\/?(p|ul|li|strong|br)>|span class="whole">|\/span>|a href="(https:|mailto:)[^"<>]*" rel="noopener nofollow ugc">|\/a>)/;
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom('', '<', 'e-mail', '[a](', '**', '- ', '"'),
      (text, before) => {
        assert.doesNotMatch(proseHtml(before + text).text, tags);
      },
    ),
    { numRuns: 1_000 },
  );
});
