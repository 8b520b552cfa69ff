import { type Html, html } from '#/core/html.ts';

/** Lines that fill so much of the widest one go on in the next. */
const FULL = 0.72;
/** What begins a line of its own: a number, a letter in brackets, a point. */
const POINT = /^(?:[-–—•*·o]\s|\(?[0-9a-zA-Z]{1,3}[.)]\s|(?:\d+\.)+\d*\s|§)/u;

/** Lines as a page has them, put together to paragraphs where they are broken only because the page ends at its edge. */
export function paragraphsOf(page: string): readonly string[] {
  const lines = page.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
  const widest = Math.max(0, ...lines.map((line) => line.length));
  const paragraphs: string[] = [];
  let goesOn = false;
  for (const line of lines) {
    if (line === '') goesOn = false;
    else {
      if (goesOn && !POINT.test(line)) paragraphs.push(joined(paragraphs.pop() ?? '', line));
      else paragraphs.push(line);
      goesOn = line.length >= widest * FULL;
    }
  }
  return paragraphs;
}

/** A hyphen at the end of a line stays as it is: nobody here knows whether it is one of the word. */
const joined = (text: string, line: string): string => (/\p{L}-$/u.test(text) ? `${text}${line}` : `${text} ${line}`);

/** The words of a PDF, for browsers that show none: what is agreed to is the file, and the page says so. */
export function paperWords(texts: readonly string[] | null, pages: number): Html {
  if (texts?.some((text) => text.trim() !== '') !== true)
    return html`<section class="words"><p class="said">The text of this PDF cannot be read from it: its pages are pictures. Open it by the link above.</p></section>`;
  const missing = texts.length < pages ? html`<p>The pages after these are in the PDF alone.</p>` : null;
  return html`<section class="words" aria-label="The text of the PDF"><h3>The text of the PDF</h3><p class="note">Read from it by this server, for browsers that show no PDF. Layout, pictures and signatures are not in it. What is signed is the PDF itself.</p><div class="text">${texts.map((text, at) => pageHtml(text, at + 1, pages))}${missing}</div></section>`;
}

const pageHtml = (text: string, page: number, pages: number): Html =>
  html`<p class="note">Page ${page} of ${pages}</p>${text.trim() === '' ? html`<p>This page holds no text that can be read: look at it in the PDF.</p>` : paragraphsOf(text).map((each) => html`<p>${each}</p>`)}`;
