import { Html, escaped } from '#/core/html.ts';

const bold = (text: string): string => escaped(text).replaceAll(/\*\*([^*\n]{1,500})\*\*/g, '<strong>$1</strong>');
const ITEM = /^\s{0,3}(?:[-*•]|\d{1,3}[.)])\s+/;
const SECOND = 2;

/** The text of an agreement: headings, paragraphs, lists and **bold**; all else is shown as the text that it is. */
export const agreementHtml = (text: string): Html =>
  new Html(
    text
      .replaceAll('\r\n', '\n')
      .split(/\n[ \t]*\n+/)
      .map((block) => blockHtml(block.trim()))
      .join('\n'),
  );

function blockHtml(block: string): string {
  if (block === '') return '';
  const [, marks = '', heading = ''] = /^(#{1,6})\s+([^\n]*)/.exec(block) ?? [];
  if (marks !== '') {
    const level = Math.min(marks.length + 1, SECOND + 1);
    return `<h${level}>${bold(heading)}</h${level}>${blockHtml(block.slice(block.indexOf(heading) + heading.length).trim())}`;
  }
  const items = block.split(/\n(?=\s{0,3}(?:[-*•]|\d{1,3}[.)])\s)/);
  if (!items.every((item) => ITEM.test(item))) return `<p>${bold(block)}</p>`;
  const list = /^\s*\d/.test(block) ? 'ol' : 'ul';
  return `<${list}>${items.map((item) => `<li>${bold(item.replace(ITEM, ''))}</li>`).join('')}</${list}>`;
}
