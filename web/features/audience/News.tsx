import { useQuery } from '@tanstack/react-query';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { When } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';

/** What subscribers were told, once each. */
export function News() {
  const found = useQuery(ask('subscribers', 'news', {}));
  return (
    <Section title="What they were told">
      <Answer of={found}>
        {({ news }) =>
          news.length === 0 ? (
            <Empty
              what="Nothing was told yet"
              why="When you publish an update or change the subprocessors, and when you add a report, whoever asked for it gets one message. Nobody gets it twice."
            />
          ) : (
            <Records
              label="What they were told"
              rows={news}
              keyOf={({ id }) => id}
              columns={[
                { head: 'What', cell: ({ says }) => says },
                { head: 'Topic', cell: ({ topic }) => topic },
                { head: 'Published', cell: ({ made }) => <When at={made} /> },
                {
                  head: 'Written to',
                  cell: ({ written, finished }) =>
                    `${counted(written, 'person', 'people')}${finished === null ? ', and it goes on' : ''}`,
                },
                inLedger,
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}
