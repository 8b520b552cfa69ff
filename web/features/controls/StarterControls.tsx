import { Checkbox, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';

interface StarterProps extends Pick<Answered<'controls', 'starter'>, 'controls'> {
  /** Those that somebody took the tick from. */
  readonly left: readonly string[];
  /** Missing for whoever may not adopt. */
  readonly leave?: ((left: readonly string[]) => void) | undefined;
}

/** What is adopted of the first controls: those that have their tick. */
export const tickedOf = (controls: StarterProps['controls'], left: readonly string[]): readonly string[] =>
  controls.filter(({ id, adopted }) => !adopted && !left.includes(id)).map(({ id }) => id);

/** The first controls, each with its reason, a way to read what it says, and a tick. Nothing is adopted that has none. */
export const StarterControls = ({ controls, left, leave }: StarterProps) => (
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
    <ul className="seen" style={leave === undefined ? {} : { listStyle: 'none', paddingLeft: 0 }}>
      {controls.map(({ id, title, because, adopted }) => (
        <li key={id}>
          {leave === undefined || adopted ? (
            <AsLine id={id} title={adopted ? `${title} (adopted)` : title} />
          ) : (
            <Checkbox
              checked={!left.includes(id)}
              onChange={({ currentTarget: { checked } }) =>
                leave(checked ? left.filter((other) => other !== id) : [...left, id])
              }
              aria-label={title}
              label={<AsLine id={id} title={title} />}
            />
          )}
          <Text size="sm" c="dimmed" ml={leave === undefined || adopted ? 0 : 32}>
            {because}
          </Text>
        </li>
      ))}
    </ul>
  </details>
);

const AsLine = ({ id, title }: { readonly id: string; readonly title: string }) => (
  <Link to="/controls/library" search={{ find: id, all: true }}>
    {title}
  </Link>
);
