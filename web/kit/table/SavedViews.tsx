import { ActionIcon, Button, Divider, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { Form } from '#web/kit/Form.tsx';
import { api, ask, changed } from '#web/shell/api.ts';

/** What is of the moment, and not of how one looks. */
const PASSING = ['organization', 'engagement', 'asOf', 'beside'] as const;

const isPassing = (word: string): boolean => (PASSING as readonly string[]).includes(word);

const wordsOf = (search: object, wanted: (word: string) => boolean): object =>
  Object.fromEntries(Object.entries(search).filter(([word]) => wanted(word)));

/** The words of an address that a view keeps, and those that stay whichever view is chosen. */
const kept = (search: object): object => wordsOf(search, (word) => !isPassing(word));
const passing = (search: object): object => wordsOf(search, isPassing);

/** How somebody looks at this page, under names of their own; it is kept for them on the server. */
export function SavedViews() {
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <Popover opened={opened} onChange={close} position="bottom-end" withinPortal trapFocus width={280}>
      <Popover.Target>
        <Button variant="default" size="compact-sm" onClick={toggle} aria-expanded={opened}>
          Views
        </Button>
      </Popover.Target>
      <Popover.Dropdown>{opened && <Menu close={close} />}</Popover.Dropdown>
    </Popover>
  );
}

function Menu({ close }: { readonly close: () => void }) {
  const page = useLocation({ select: ({ pathname }) => pathname });
  const found = useQuery(ask('views', 'list', { page }));
  const removing = useMutation({
    mutationFn: (name: string) => api.views.remove({ page, name }),
    onSuccess: () => changed('views'),
  });
  const views = found.data?.views ?? [];
  return (
    <Stack gap={8}>
      {views.length === 0 ? (
        <Text size="sm" c="dimmed">
          A view is what you look for, the order and the columns, under a name. You saved none of this page.
        </Text>
      ) : (
        <ul className="views" aria-label="Saved views">
          {views.map(({ name, search }) => (
            <li key={name}>
              <Link to="." search={(before: object) => ({ ...passing(before), ...read(search) })} onClick={close}>
                {name}
              </Link>
              <ActionIcon
                variant="subtle"
                size="sm"
                aria-label={`Forget the view ${name}`}
                onClick={() => removing.mutate(name)}
              >
                <IconX size={14} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {(found.isError || removing.isError) && <Problem error={found.error ?? removing.error} />}
      <Divider />
      <Save page={page} close={close} />
    </Stack>
  );
}

function Save({ page, close }: { readonly page: string; readonly close: () => void }) {
  const search = useLocation({ select: (location) => location.search });
  const [name, setName] = useState('');
  const saving = useMutation({
    mutationFn: () => api.views.save({ page, name: name.trim(), search: JSON.stringify(kept(search)) }),
    onSuccess: () => changed('views').then(close),
  });
  return (
    <Form error={saving.error} submit={() => saving.mutate()}>
      <Group gap={6} align="flex-end" wrap="nowrap">
        <TextInput
          size="xs"
          label="Save this view as"
          name="name"
          required
          withAsterisk={false}
          value={name}
          maxLength={60}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" size="xs" loading={saving.isPending}>
          Save
        </Button>
      </Group>
      {saving.isError && <Problem error={saving.error} />}
    </Form>
  );
}

/** What was saved, by whichever version of the console. */
function read(search: string): object {
  try {
    const words: unknown = JSON.parse(search);
    return typeof words === 'object' && words !== null && !Array.isArray(words) ? words : {};
  } catch {
    return {};
  }
}
