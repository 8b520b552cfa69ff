import { Text } from '@mantine/core';
import { When } from '#web/kit/When.tsx';
import type { Grant } from './shapes.ts';

/** How a grant stands: until when, or why it was taken back. */
export function GrantState({ grant: { state, expires, because } }: { readonly grant: Grant }) {
  return (
    <>
      {state}
      {state === 'in force' && (
        <Text size="sm" c="dimmed">
          until <When at={expires} />
        </Text>
      )}
      {because !== '' && (
        <Text size="sm" c="dimmed">
          {because}
        </Text>
      )}
    </>
  );
}
