import { Checkbox, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { capital } from '#web/kit/words.ts';

type Starter = Answered<'controls', 'starter'>['controls'][number];

interface StarterProps {
  readonly controls: readonly Starter[];
  /** Those that somebody took the tick from. */
  readonly left: readonly string[];
  /** Missing for whoever may not adopt. */
  readonly leave?: ((left: readonly string[]) => void) | undefined;
  /** What is done with them, before the many of them. */
  readonly children?: ReactNode;
}

/** What is adopted of the first controls: those that have their tick. */
export const tickedOf = (controls: readonly Starter[], left: readonly string[]): readonly string[] =>
  controls.filter(({ id, adopted }) => !adopted && !left.includes(id)).map(({ id }) => id);

/**
 * The first controls under the reasons for them, each with a way to read what it says, and a tick. Nothing is adopted
 * that has none.
 */
export const StarterControls = ({ controls, left, leave, children }: StarterProps) => (
  <details open={leave !== undefined && controls.some(({ adopted }) => !adopted)}>
    <summary>
      {counted(controls.length, 'control')} to begin with, {controls.filter(({ adopted }) => adopted).length} of them
      adopted already
    </summary>
    {leave !== undefined && (
      <Text size="sm" c="dimmed" mt={4}>
        Take the tick from what you do not intend to do. It can be adopted later, from the library.
      </Text>
    )}
    {children}
    {[...Map.groupBy(controls, ({ because }) => because)].map(([because, these]) => (
      <section key={because}>
        <Text size="sm" c="dimmed" mt="sm" mb={4}>
          {capital(because)}
        </Text>
        <ul className="seen" style={{ listStyle: 'none', paddingLeft: 0 }}>
          {these.map((each) => (
            <li key={each.id} style={{ marginBottom: 6 }}>
              {leave === undefined || each.adopted ? (
                <Told {...each} />
              ) : (
                <Checkbox
                  checked={!left.includes(each.id)}
                  onChange={({ currentTarget: { checked } }) =>
                    leave(checked ? left.filter((other) => other !== each.id) : [...left, each.id])
                  }
                  aria-label={each.title}
                  label={<AsLine {...each} />}
                />
              )}
            </li>
          ))}
        </ul>
      </section>
    ))}
  </details>
);

/** What nobody is asked about here stands where the others do, which have a tick. */
const Told = (control: Starter) => (
  <Group gap={8} wrap="nowrap" align="start">
    <span style={{ flex: 'none', width: 20, textAlign: 'center', lineHeight: 1.3 }}>
      {control.adopted && <IconCheck size={16} aria-hidden="true" />}
    </span>
    <span>
      <AsLine {...control} />
      {control.adopted && ', adopted'}
    </span>
  </Group>
);

const AsLine = ({ id, title }: Pick<Starter, 'id' | 'title'>) => (
  <Link to="/controls/library" search={{ find: id, all: true }}>
    {title}
  </Link>
);
