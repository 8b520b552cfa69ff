import { Tooltip } from '@mantine/core';
import { TERMS } from './terms.ts';

/** A word of the vocabulary that explains itself where it stands. */
export function Term({ name, children }: { readonly name: keyof typeof TERMS; readonly children?: string }) {
  return (
    <Tooltip label={TERMS[name]} multiline w={300} openDelay={200} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className="term">
        {children ?? name}
      </button>
    </Tooltip>
  );
}
