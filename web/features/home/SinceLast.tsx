import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';

type Control = Answered<'readiness', 'status'>['controls'][number];

/** A visit is another one after so long without one. */
const APART = 60 * 60 * 1000;
/** So many changes are named; the rest is counted until somebody asks for it. */
const NAMED = 5;

/** When this browser last showed Home of the organization, before the visit that goes on; null: it never did. */
function lastVisit(slug: string): string | null {
  const [seen, before] = [`attestry seen ${slug}`, `attestry visit ${slug}`];
  const now = Date.now();
  const last = Number(localStorage.getItem(seen) ?? 0);
  if (last > 0 && now - last > APART) localStorage.setItem(before, new Date(last).toISOString());
  localStorage.setItem(seen, String(now));
  return localStorage.getItem(before);
}

/** What became of controls since this person last looked, by the status as it stood then. */
export function SinceLast({ controls }: { readonly controls: readonly Control[] }) {
  const { slug, engagement, asOf } = useProgramme();
  const [visit] = useState(() => lastVisit(slug));
  const [all, setAll] = useState(false);
  const wanted = visit !== null && asOf === null && engagement !== null;
  const { data } = useQuery({
    ...ask('readiness', 'status', { engagement: engagement?.id ?? '', asOf: visit ?? '' }),
    enabled: wanted,
    retry: false,
  });
  if (!wanted || data === undefined) return null;
  const then = new Map(data.controls.map(({ id, status }) => [id, status]));
  const changed = controls.filter(({ id, status }) => then.get(id) !== status);
  const more = all ? 0 : changed.length - NAMED;
  return (
    <Text size="sm" mt="md">
      Since your last visit, <When at={Date.parse(visit)} />: {changed.length === 0 && 'no control changed its status.'}
      {changed.slice(0, all ? undefined : NAMED).map(({ id, title, status }, place) => (
        <Fragment key={id}>
          {place > 0 && '; '}
          <Link to="/controls/$id" params={{ id }}>
            {title}
          </Link>
          {then.has(id) ? ` went from ${then.get(id)} to ${status}` : ` is new: ${status}`}
        </Fragment>
      ))}
      {more > 0 && (
        <>
          {'; and '}
          <Anchor component="button" inherit onClick={() => setAll(true)}>
            {`${counted(more, 'control')} more`}
          </Anchor>
        </>
      )}
      {changed.length > 0 && '.'}
    </Text>
  );
}
