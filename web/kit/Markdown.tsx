import Rendered from 'react-markdown';

const NAMED = {
  // The page has its own title: what a text calls its first heading stands below it.
  h1: ({ children }: { readonly children?: React.ReactNode }) => <h2>{children}</h2>,
  h2: ({ children }: { readonly children?: React.ReactNode }) => <h3>{children}</h3>,
  h3: ({ children }: { readonly children?: React.ReactNode }) => <h4>{children}</h4>,
  img: () => null,
} as const;

/** Markdown that people wrote, as a document. HTML in it is shown as the text that it is, images of elsewhere are not fetched, and addresses that run something are dropped. */
export const Markdown = ({ text }: { readonly text: string }) => (
  <article className="prose document">
    <Rendered components={NAMED}>{text}</Rendered>
  </article>
);
