import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { Markdown } from '#web/kit/Markdown.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { counted, showPlainDay } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';
import type { Content } from './draft.ts';
import { Editions } from './Editions.tsx';

/** What the page of the company said at the end of a past day: each edition is sealed. */
export function TrustThen({ until }: { readonly until: string }) {
  const found = useQuery(ask('trust', 'history', {}));
  const { asOf } = useProgramme();
  return (
    <Answer of={found} page="Trust">
      {({ history }) => {
        const then = history.filter(({ at }) => at <= Date.parse(until));
        const [last] = then;
        return (
          <Page title="Trust" term="trust center" lead={leadOf(last)}>
            {last?.what === 'published' && (
              <>
                <p className="prose">
                  What follows is what people wrote. What the page said of the examination and of each control it took
                  from the records of that day: <Link to="/controls">Controls</Link> shows them.
                </p>
                <Edition position={last.position} />
              </>
            )}
            <Section title="History">
              {then.length === 0 ? (
                <Empty
                  what={`Nothing was published until ${showPlainDay(asOf ?? '')}`}
                  why="Each edition is sealed in the ledger, with who published it."
                />
              ) : (
                <Editions history={then} />
              )}
            </Section>
          </Page>
        );
      }}
    </Answer>
  );
}

function leadOf(last: { readonly what: string; readonly edition: number | null } | undefined): string {
  if (last === undefined) return 'Nothing was public.';
  return last.what === 'published' ? `Edition ${last.edition} was public.` : 'The page had been taken down.';
}

function Edition({ position }: { readonly position: number }) {
  const found = useQuery(ask('trust', 'edition', { position }));
  return <Answer of={found}>{({ content }) => <Said of={content} />}</Answer>;
}

const names = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(', ');

/** What each part said, in its order on the page; what was empty was not there. */
function Said({ of }: { readonly of: Content }) {
  const facts = [
    ['Controls', of.controls.length === 0 ? '' : counted(of.controls.length, 'control')],
    ['Subprocessors', names(of.subprocessors.list)],
    ['Certifications', names(of.certifications)],
    ['Policies', of.policies.map(({ title }) => title).join(', ')],
    ['Contact', of.contact.email],
    ['Domain', of.domain],
  ] as const;
  return (
    <>
      <Section title="Overview">
        {of.overview === '' ? <p>It said nothing.</p> : <Markdown text={of.overview} />}
        <Facts of={facts.filter(([, value]) => value !== '')} />
      </Section>
      {of.faq.length > 0 && (
        <Section title="Questions and answers">
          <Facts one foreign of={of.faq.map(({ question, answer }) => [question, answer] as const)} />
        </Section>
      )}
      {of.updates.length > 0 && (
        <Section title="Updates">
          <Facts
            one
            foreign
            of={of.updates.map(({ day, title, text }) => [`${showPlainDay(day)}: ${title}`, text] as const)}
          />
        </Section>
      )}
    </>
  );
}
