import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';

interface Props {
  readonly control: string;
  readonly shows: 'performance' | 'design';
}

/** Beside a file that is about to be attached: what an auditor will look for in it. Nobody here reads it for them. */
export function LookedFor({ control, shows }: Props) {
  const { data } = useQuery(ask('controls', 'show', { id: control, ...usePast() }));
  const wanted = data?.lookedFor[shows] ?? [];
  return (
    <Alert variant="outline" color="gray" p="sm" title={wanted.length > 0 && 'An auditor will look in it for'}>
      {wanted.length > 0 && (
        <ul className="those" style={{ maxHeight: 'none' }}>
          {wanted.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      <Text size="sm" mt={wanted.length > 0 ? 6 : 0}>
        Attestry does not read what a file says. It counts on your word, and whoever looks sees that it does.
      </Text>
    </Alert>
  );
}
