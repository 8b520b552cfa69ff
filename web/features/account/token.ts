import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';

const SHORTEST = 20;

/** What a link carries behind its #, also while the page is left that it opened; null where so much of it is missing that nobody need be asked. */
export function useToken(): string | null {
  const now = useLocation({ select: ({ hash }) => hash });
  const [token, setToken] = useState(now);
  if (now !== '' && now !== token) setToken(now);
  return token.length < SHORTEST ? null : token;
}
