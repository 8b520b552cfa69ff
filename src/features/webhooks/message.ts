import { formatInstant, type Instant } from '#/core/time/instant.ts';

/** What is told of an entry: what happened and where it stands, and nothing that anybody said. */
export interface Event {
  readonly kind: string;
  readonly received: Instant;
  /** The short name of the organization. */
  readonly organization: string;
  readonly position: number;
}

/** The body of a delivery, in the form of Standard Webhooks 1.0. */
export const messageOf = ({ kind, received, organization, position }: Event): string =>
  JSON.stringify({ type: kind, timestamp: formatInstant(received), data: { organization, position } });
