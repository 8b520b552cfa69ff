import { Breadcrumbs, Group, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useIsBeside } from './beside.ts';
import { Parted } from './ItemKey.tsx';
import { Heading } from './Term.tsx';
import { termIn, type TermName } from './terms.ts';

/** A page above: where it is, and how it is looked at there. */
export interface Above {
  readonly to: string;
  readonly search?: object;
  readonly label: string;
}

interface Props {
  readonly title: string;
  /** The word of the vocabulary that it is about, where its title is not that word itself. */
  readonly term?: TermName;
  /** The answer to the page's one question, in words with numbers; null: it is to come, and has its line already. */
  readonly lead?: ReactNode;
  /** The way back up. */
  readonly above?: readonly Above[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page: its way back, its title, the sentence that answers its question, and what it rests on. */
export function Page({ title, term, lead, above = [], actions, children }: Props) {
  const isBeside = useIsBeside();
  useEffect(() => {
    if (!isBeside) document.title = `${title} · Attestry`;
  }, [title, isBeside]);
  const called = term ?? termIn(title);
  const Whole = isBeside ? 'article' : 'main';
  return (
    <Whole className="page" {...(isBeside ? {} : { id: 'main', tabIndex: -1 })}>
      {above.length > 0 && (
        <Breadcrumbs mb={8} fz="sm" aria-label="Where this is">
          {above.map(({ to, search = {}, label }) => (
            <Link key={to} to={to} search={search}>
              {label}
            </Link>
          ))}
        </Breadcrumbs>
      )}
      <div className="page-head">
        <Title order={isBeside ? 2 : 1} size="h1">
          {called === null ? <Parted of={title} /> : <Heading heads of={title} term={called} />}
        </Title>
        {lead !== undefined && <p className="lead">{lead ?? '\u{a0}'}</p>}
        {actions !== undefined && <Group className="no-print">{actions}</Group>}
      </div>
      {children}
    </Whole>
  );
}

export function Section({
  title,
  term,
  aside,
  place,
  children,
}: {
  readonly title: string;
  /** As that of a page. */
  readonly term?: TermName;
  readonly aside?: ReactNode;
  /** Its name in an address that leads to it. */
  readonly place?: string;
  readonly children: ReactNode;
}) {
  const isBeside = useIsBeside();
  return (
    <section className="section" id={place}>
      <Group justify="space-between" align="baseline" wrap="wrap" mb={8}>
        <Title order={isBeside ? 3 : 2} size="h2">
          <Heading heads of={title} term={term ?? termIn(title)} />
        </Title>
        {aside}
      </Group>
      {children}
    </section>
  );
}
