import { queryOptions } from '@tanstack/react-query';
import { ownPasskeys } from './passkey.ts';

/** The passkeys of whoever is signed in, read once for all who show them. */
export const OWN_PASSKEYS = queryOptions({ queryKey: ['account', 'passkeys'], queryFn: ownPasskeys });
