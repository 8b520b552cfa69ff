import { Link } from '@tanstack/react-router';
import { commandOf, pageOf, type Place, type Step } from '#/core/place.ts';
import { withDays } from './when.ts';

/** Where something is done: a link to the page, or the line for whoever runs the server. */
export function AtPlace({ of }: { readonly of: Place }) {
  const page = pageOf(of);
  if (page === null)
    return (
      <span>
        On the machine of the server: <code>{commandOf(of)}</code>
      </span>
    );
  return (
    <Link to={page.to} {...(page.search === undefined ? {} : { search: page.search })}>
      {page.label}
    </Link>
  );
}

/** What to do, and where: a link of its own, or the title with which the words begin. */
export function StepLine({ of: { says, place } }: { readonly of: Step }) {
  if (place === null) return withDays(says);
  const begins = place.called !== undefined && says.startsWith(place.called);
  return begins ? (
    <>
      <AtPlace of={place} />
      {withDays(says.slice(place.called?.length))}
    </>
  ) : (
    <>
      {withDays(says)} <AtPlace of={place} />
    </>
  );
}
