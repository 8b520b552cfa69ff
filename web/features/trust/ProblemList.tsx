import { Alert, Text } from '@mantine/core';
import { trustPlace } from '#/features/trust/place-words.contract.ts';
import { type Draft, problemsAt } from './draft.ts';

/** What claims more than the programme proves, and what to write instead. */
export function ProblemList({ draft, of }: { readonly draft: Draft; readonly of: readonly string[] }) {
  const problems = problemsAt(draft, ...of);
  if (problems.length === 0) return null;
  return (
    <Alert color="brick" variant="outline" my="md" title="This cannot be published yet">
      <ul className="prose">
        {problems.map(({ where, found, because, instead }) => (
          <li key={`${where} ${found}`}>
            <Text size="sm">
              <strong>“{found}”</strong> ({trustPlace(where, draft.content)}): {because} {instead}
            </Text>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
