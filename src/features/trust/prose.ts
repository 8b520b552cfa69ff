import { Html, escaped, html } from '#/core/html.ts';

/**
 * What people typed, as a document: paragraphs, lists by `- `, **bold** and [links](https://…). All else, HTML above
 * all, is shown as the text that it is.
 */
export function proseHtml(text: string): Html {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n+/)
    .filter((block) => block.trim() !== '');
  return new Html(blocks.map(blockHtml).join('\n'));
}

function blockHtml(block: string): string {
  const made: string[] = [];
  let items: string[] = [];
  let lines: string[] = [];
  const end = (): void => {
    if (items.length > 0) made.push(`<ul>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`);
    if (lines.length > 0) made.push(`<p>${lines.map(inline).join('<br>')}</p>`);
    items = [];
    lines = [];
  };
  for (const line of block.split('\n')) {
    const item = /^\s{0,3}[-*•] +(.*)$/.exec(line)?.[1];
    if (item !== undefined) {
      if (lines.length > 0) end();
      items.push(item);
    } else {
      if (items.length > 0) end();
      lines.push(line.trim());
    }
  }
  end();
  return made.join('');
}

const LINK = /\[([^[\]\n]{1,200})\]\((https:\/\/[^\s()<>"'`]{1,500}|mailto:[^\s()<>"'`]{3,200})\)/g;

function inline(line: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of line.matchAll(LINK)) {
    parts.push(bold(line.slice(from, match.index)), linkTo(match[2] ?? '', match[1] ?? '').text);
    from = match.index + match[0].length;
  }
  parts.push(bold(line.slice(from)));
  return parts.join('');
}

/** A line ends within no word that is broken after its first letter. */
const bold = (text: string): string =>
  escaped(text)
    .replaceAll(/\*\*([^*\n]{1,300})\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\be-mails?\b/gi, '<span class="whole">$&</span>');

/** A link to elsewhere, which learns nothing of where it was followed from. */
export function linkTo(address: string, label: string): Html {
  const url = URL.parse(address);
  if (url === null || !(url.protocol === 'https:' || url.protocol === 'mailto:')) return html`${label}`;
  return html`<a href="${address}" rel="noopener nofollow ugc">${label}</a>`;
}
