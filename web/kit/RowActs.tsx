import { Button, Group } from '@mantine/core';

interface Props {
  /** What the row is called, for those who hear what a button is of. */
  readonly name: string;
  readonly edit: () => void;
  readonly takeOut: () => void;
}

/** What is done with a row of a list that somebody writes. */
export const RowActs = ({ name, edit, takeOut }: Props) => (
  <Group gap={4} wrap="nowrap">
    <Button size="compact-xs" variant="default" aria-label={`Edit ${name}`} onClick={edit}>
      Edit
    </Button>
    <Button size="compact-xs" variant="subtle" color="brick" aria-label={`Take out ${name}`} onClick={takeOut}>
      Take out
    </Button>
  </Group>
);
