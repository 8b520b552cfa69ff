import { Button, Group, Radio } from '@mantine/core';
import { useState } from 'react';
import { Text } from '#web/kit/Fields.tsx';
import { said, typed } from './paths.ts';

/** What a report states where it lists nothing. */
export interface Stated {
  readonly says: string;
  readonly page?: number | null;
}

const CHOICES = [
  { value: 'none', label: 'it says that there are none' },
  { value: 'nothing', label: 'it does not speak of it' },
];

interface Props {
  readonly title: string;
  readonly stated: Stated | null;
  readonly may: boolean;
  readonly set: (stated: Stated | null) => void;
}

/** That there is none is a fact, and stands on a page; that a report does not speak of it is another. */
export function Says({ title, stated, may, set }: Props) {
  const [page, setPage] = useState(typed(stated?.page, 'page'));
  const choose = (says: string): void =>
    set(says === 'none' ? { says, page: said(page, 'page') as number | null } : { says });
  return (
    <fieldset disabled={!may} className="plain">
      <Radio.Group label={`What the report says: ${title}`} value={stated?.says ?? ''} onChange={choose}>
        <Group gap="md" mt={4}>
          {CHOICES.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Group>
      </Radio.Group>
      {stated !== null && (
        <Group align="flex-end" gap="sm" mt="sm">
          {stated.says === 'none' && (
            <>
              <Text label="Page" value={page} set={setPage} required={false} inputMode="numeric" />
              <Button variant="default" onClick={() => choose('none')}>
                Save the page
              </Button>
            </>
          )}
          <Button variant="subtle" color="brick" onClick={() => set(null)}>
            It lists some, after all
          </Button>
        </Group>
      )}
    </fieldset>
  );
}
