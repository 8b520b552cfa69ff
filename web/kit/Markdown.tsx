import { Children, type ReactNode, useMemo } from 'react';
import Rendered, { type Components } from 'react-markdown';

interface Inner {
  readonly children?: ReactNode;
}
type Words = (text: string) => ReactNode;

/** What of a text is in words, each of which may be shown otherwise. */
const elementsWith = (words: Words): Components => {
  const said = ({ children }: Inner) =>
    Children.map(children, (child) => (typeof child === 'string' ? words(child) : child));
  return {
    // The page has its own title: what a text calls its first heading stands below it.
    h1: (of: Inner) => <h2>{said(of)}</h2>,
    h2: (of: Inner) => <h3>{said(of)}</h3>,
    h3: (of: Inner) => <h4>{said(of)}</h4>,
    p: (of: Inner) => <p>{said(of)}</p>,
    li: (of: Inner) => <li>{said(of)}</li>,
    strong: (of: Inner) => <strong>{said(of)}</strong>,
    em: (of: Inner) => <em>{said(of)}</em>,
    img: () => null,
  };
};

const asWritten: Words = (text) => text;

interface Props {
  readonly text: string;
  /** How its words are shown, where that is not as they are written. */
  readonly words?: Words;
}

/** Markdown that people wrote, as a document. HTML in it is shown as the text that it is, images of elsewhere are not fetched, and addresses that run something are dropped. */
export function Markdown({ text, words = asWritten }: Props) {
  const elements = useMemo(() => elementsWith(words), [words]);
  return (
    <article className="prose document">
      <Rendered components={elements}>{text}</Rendered>
    </article>
  );
}
