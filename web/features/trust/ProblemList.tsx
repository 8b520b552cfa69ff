import { Alert, Text } from '@mantine/core';
import type { Problems } from './draft.ts';

/** What claims more than the programme proves, and what to write instead. */
export function ProblemList({ problems }: { readonly problems: Problems }) {
  if (problems.length === 0) return null;
  return (
    <Alert color="brick" variant="outline" my="md" title="This cannot be published yet">
      <ul className="prose">
        {problems.map(({ where, found, because, instead }) => (
          <li key={`${where} ${found}`}>
            <Text size="sm">
              <strong>“{found}”</strong> ({where}): {because} {instead}
            </Text>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
