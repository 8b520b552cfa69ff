import { Link } from '@tanstack/react-router';
import { useTitles } from './titles.ts';

/** Controls by what they are called, each leading to its page. */
export function ControlLinks({ of }: { readonly of: readonly string[] }) {
  const titleOf = useTitles();
  return of.map((id, at) => (
    <span key={id}>
      {at > 0 && ', '}
      <Link to="/controls/$id" params={{ id }}>
        {titleOf(id)}
      </Link>
    </span>
  ));
}
