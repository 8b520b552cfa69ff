import { z } from 'zod';

/**
 * How whoever says something for a firm got their account: by a link that was mailed to their address, or by one that
 * somebody of the company had. Null: it was sealed before that was noted.
 */
export const FirmAddress = z.enum(['mailed', 'handed']).nullable();
export type FirmAddress = z.output<typeof FirmAddress>;

interface Sealing {
  readonly address: FirmAddress;
  readonly person: string;
}

/** From what account a firm's word comes. Whose domain it is, is for the reader to see. */
export function sealedFrom({ address, person }: Sealing): string {
  switch (address) {
    case 'mailed':
      return `from an account whose link was mailed to an address at ${person.split('@').at(-1) ?? ''}`;
    case 'handed':
      return 'from an account that was handed over by management: nobody outside confirms that it is the firm’s';
    case null:
      return 'from an account of which nobody noted whether management handed it over: nobody outside confirms that it is the firm’s';
  }
}
