import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { State } from '#web/kit/State.tsx';
import type { StateName } from '#web/kit/states.ts';

export interface Gap {
  readonly control: string;
  readonly title: string;
  readonly ownerFunction: string;
  readonly status: StateName;
  readonly reasons: readonly string[];
  readonly next: string;
}

/** What stands between here and ready, in order of effect, each with one thing to do. */
export function Threats({ gaps }: { readonly gaps: readonly Gap[] }) {
  if (gaps.length === 0) return <Text c="dimmed">Nothing, as far as the records show.</Text>;
  return (
    <ol style={{ padding: 0, margin: 0, listStyle: 'none' }}>
      {gaps.map(({ control, title, ownerFunction, status, reasons, next }) => (
        <li key={control} className="threat">
          <State name={status} />
          <div>
            <Link to="/controls/$id" params={{ id: control }}>
              {title}
            </Link>
            <Text size="sm" c="dimmed">{`${reasons[0] ?? ''} · ${ownerFunction}`}</Text>
            <Text size="sm">{next}</Text>
          </div>
        </li>
      ))}
    </ol>
  );
}
