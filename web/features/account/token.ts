import { useLocation } from '@tanstack/react-router';

const SHORTEST = 20;

/** What a link carries behind its #; null where so much of it is missing that nobody need be asked. */
export function useToken(): string | null {
  const token = useLocation({ select: ({ hash }) => hash });
  return token.length < SHORTEST ? null : token;
}
