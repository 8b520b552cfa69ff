import { Chip, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';

const VIEWS = [
  { view: 'list', label: 'List' },
  { view: 'matrix', label: 'By criterion' },
  { view: 'apart', label: 'Apart from the window' },
  { view: 'retired', label: 'Retired' },
] as const;

/** What only that view understands. */
const OF_APART = { list: undefined, control: undefined };

/** The same controls as a list, against the criteria, what stands apart from their window, or those that are no longer performed. */
export function Views({ view = 'list' }: { readonly view?: string | undefined }) {
  const navigate = useNavigate();
  const choose = (next: string): void =>
    void navigate({
      to: '.',
      replace: true,
      search: (before: object) => ({ ...before, ...OF_APART, view: next === 'list' ? undefined : next }),
    });
  return (
    <Chip.Group value={view} onChange={choose}>
      <Group gap={6} mt="md" className="no-print" role="radiogroup" aria-label="How the controls are shown">
        {VIEWS.map((each) => (
          <Chip key={each.view} value={each.view} size="xs">
            {each.label}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
