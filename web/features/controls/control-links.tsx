import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Controls by what they are called, each leading to its page; plain parts, so that a table finds the titles in them. */
export const controlLinks = (ids: readonly string[], titleOf: (id: string) => string): ReactNode =>
  ids.map((id, at) => (
    <span key={id}>
      {at > 0 && ', '}
      <Link to="/controls/$id" params={{ id }}>
        {titleOf(id)}
      </Link>
    </span>
  ));
