import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { When } from '#web/kit/When.tsx';
import { count } from '#web/kit/when.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

/** What was looked for among the answers and not found: suggestions for new answers. */
export function Searches() {
  const found = useQuery(ask('analytics', 'searches', {}));
  return (
    <Section title="Looked for, and not found">
      <Answer of={found}>
        {({ searches }) =>
          searches.length === 0 ? (
            <Text c="dimmed" className="prose">
              Everything that was looked for has an answer. Words without one are counted, by themselves: nothing of who
              typed them is kept.
            </Text>
          ) : (
            <Records
              label="Looked for, and not found"
              rows={searches}
              keyOf={({ words }) => words}
              columns={[
                { head: 'Words', cell: ({ words }) => <strong>{words}</strong> },
                { head: 'Times', number: true, cell: (each) => count(each.count) },
                { head: 'Last', cell: ({ last }) => <When at={last} /> },
                { head: 'Action', acts: true, cell: ({ words }) => <Acts words={words} /> },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}

function Acts({ words }: { readonly words: string }) {
  const may = useMay('trust:write');
  const acting = useMutation({
    mutationFn: () => api.analytics.dismiss({ words }),
    onSuccess: () => changed('analytics'),
  });
  if (!may) return null;
  return (
    <Group gap={4} wrap="nowrap">
      <Link to="/trust" search={{ part: 'questions', missing: words }} aria-label={`Answer ${words}`}>
        Answer
      </Link>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Needs none: ${words}`}
        loading={acting.isPending}
        onClick={() => acting.mutate()}
      >
        Needs none
      </Button>
      {acting.isError && <Problem error={acting.error} />}
    </Group>
  );
}
