import { Alert, Button, Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Value } from '#/features/reports/place-words.contract.ts';
import { useSuggested } from './reading.ts';

/** Sections that the file seems to have and that nobody recorded: those at which somebody looked are added. */
export function SeenSections({
  rows,
  add,
}: {
  readonly rows: readonly Value[];
  readonly add: (rows: readonly Value[]) => void;
}) {
  const { reading } = useSuggested();
  const [looked, setLooked] = useState<ReadonlySet<number>>(new Set());
  const left = (reading?.sections ?? []).filter(
    ({ from, to }) => !rows.some((row) => row['from'] === from && row['to'] === to),
  );
  if (left.length === 0) return null;
  const toggle = (from: number): void => setLooked((now) => now.symmetricDifference(new Set([from])));
  const chosen = left.filter(({ from }) => looked.has(from));
  return (
    <Alert
      variant="outline"
      color="gray"
      my="sm"
      title={rows.length === 0 ? 'Suggested from the file' : 'The file seems to say otherwise'}
    >
      <Stack gap="xs">
        {left.map(({ title, from, to }) => (
          <Checkbox
            key={from}
            label={`“${title}” begins on page ${from}, and page ${to} is its last`}
            checked={looked.has(from)}
            onChange={() => toggle(from)}
          />
        ))}
        <Text size="sm">Tick those whose first and last page you looked at.</Text>
        <div>
          <Button size="xs" variant="default" disabled={chosen.length === 0} onClick={() => add(added(rows, chosen))}>
            Add what I looked at
          </Button>
        </div>
      </Stack>
    </Alert>
  );
}

const added = (rows: readonly Value[], more: readonly Value[]): readonly Value[] =>
  [...rows, ...more].toSorted((a, b) => Number(a['from']) - Number(b['from']));

/** Where something of a list seems to stand in the file. */
export function SeenPlaces({ about }: { readonly about: string }) {
  const { reading } = useSuggested();
  const hints = (reading?.hints ?? []).filter((hint) => hint.about === about);
  if (hints.length === 0) return null;
  return (
    <details>
      <summary>Where to look: {pagesInWords(hints.map(({ page }) => page))}</summary>
      <ul>
        {hints.map(({ page, words }) => (
          <li key={page}>
            <Text size="sm" span>
              Page {page}: “{words}”
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}

const pagesInWords = (pages: readonly number[]): string =>
  pages.length === 1 ? `page ${pages[0]}` : `pages ${pages.join(', ')}`;
