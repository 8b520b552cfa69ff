import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Section } from '#web/kit/Page.tsx';
import { AtPlace } from '#web/kit/Place.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { withDays } from '#web/kit/when.ts';
import { Because } from '#web/features/scope/Because.tsx';
import { FirstTasks } from '#web/features/work/FirstTasks.tsx';
import { AdoptStarter } from './AdoptStarter.tsx';

type Read = NonNullable<Answered<'assessment', 'show'>['reading']>;

/** What follows from the answers: what to do first, what is missing, by when, and for how much. */
export function Reading({ reading }: { readonly reading: Read }) {
  const { size, looked, categories, controls, times, costs, deal } = reading;
  return (
    <>
      {size.map((line) => (
        <p key={line} className="prose">
          {line}
        </p>
      ))}
      {deal !== null && (
        <Section title="The deal that waits" term="deal">
          <p className="prose">
            <strong>{withDays(deal.says)}</strong>
          </p>
          <ul className="prose">
            {deal.types.map(({ type, says }) => (
              <li key={type}>{withDays(says)}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="The first tasks" aside={<Link to="/work">All the work</Link>}>
        <FirstTasks />
      </Section>
      <Section title="What is there, and what is missing">
        <Records
          label="What a first examination looks at"
          rows={looked.toSorted((a, b) => Number(a.there) - Number(b.there))}
          keyOf={({ what }) => what}
          columns={[
            { head: 'There', cell: ({ there }) => (there ? 'yes, as you say' : 'missing') },
            { head: 'What', name: true, cell: ({ what }) => <strong>{what}</strong> },
            { head: 'Why', cell: ({ why }) => why },
            { head: 'Where', cell: ({ there, place }) => !there && <AtPlace of={place} /> },
          ]}
        />
      </Section>
      <Section title="What would be examined">
        <ul className="prose">
          {categories.map(({ category, because }) => (
            <li key={category}>
              <Because category={category} because={because} />
            </li>
          ))}
        </ul>
      </Section>
      <AdoptStarter controls={controls} />
      <HowLong times={times} costs={costs} />
    </>
  );
}

const HowLong = ({ times, costs }: Pick<Read, 'times' | 'costs'>) => (
  <Section title="How long, and for how much">
    <Text size="sm" c="dimmed" className="prose">
      Estimates of firms and vendors, as they publish them. They differ, and none is a quote: ask three firms.
    </Text>
    <Records
      label="Times and costs"
      rows={[...times, ...costs]}
      keyOf={({ what }) => what}
      columns={[
        { head: 'What', cell: ({ what }) => what },
        { head: 'Range', cell: ({ range }) => withDays(range) },
        { head: 'Who says so', cell: ({ source }) => source },
      ]}
    />
  </Section>
);
