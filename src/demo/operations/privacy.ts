import type { Day } from '#/core/time/zone.ts';
import { type Company, dayText, isoOf } from '#/demo/company.ts';
import type { FileSource, MakeSection } from '#/demo/section.ts';
import { csvOf, jsonOf, type Line } from './bytes.ts';
import { eventsOf, Plants, sized, someoneOf } from './export.ts';

const REQUESTS = 'privacy-requests';
const DELETIONS = 'deletions';
const ANSWERED = 'privacy.requests-answered';
const DELETED = 'privacy.data-deleted';
/** What is to be deleted beside the data of customers, and by which check. */
const KINDS = {
  person: 'privacy.person-deleted',
  retention: 'privacy.retention-kept',
  medium: 'privacy.medium-destroyed',
} as const;
/** The company's promises, which the library leaves open. */
const DAYS = 30;

const COLUMNS = ['Request', 'Type', 'Received', 'Identity verified', 'Answered', 'Answer', 'Reason given'] as const;
const iso = (column: (typeof COLUMNS)[number]) => ({ column, dates: { format: 'iso' }, empty: 'none' }) as const;

const REQUEST_MAPPING = {
  population: 'data-subject-request',
  format: 'csv',
  fields: {
    id: { column: 'Request' },
    kind: {
      column: 'Type',
      values: { Access: 'access', Rectification: 'correction', Erasure: 'deletion', '*': 'other' },
    },
    receivedAt: { column: 'Received', dates: { format: 'iso' } },
    identityVerifiedAt: iso('Identity verified'),
    answeredAt: iso('Answered'),
    answer: {
      column: 'Answer',
      values: { done: 'fulfilled', refused: 'denied', withdrawn: 'withdrawn', 'see mail': { unknown: true } },
      empty: 'none',
    },
    denialExplained: { column: 'Reason given', values: { yes: true, no: false } },
  },
} as const;

function requestsOf(company: Company, plants: Plants): FileSource {
  const random = company.random(REQUESTS);
  const lines: Line[] = [];
  const span = company.lastDay - company.firstDay - 40;
  const at = (share: number): Day => company.firstDay + Math.floor(share * span);
  const add = (day: Day, over: Line = {}): string => {
    const id = `DSR-${String(lines.length + 1).padStart(4, '0')}`;
    const verified = random.int(0, 5);
    const refused = random.chance(0.15);
    lines.push({
      Request: id,
      Type: random.pick(['Access', 'Access', 'Rectification', 'Erasure', 'Objection']),
      Received: isoOf(company.at(day, random.int(7, 20), random.int(0, 59))),
      'Identity verified': isoOf(company.at(day + 1 + verified, 10)),
      Answered: isoOf(company.at(day + 2 + verified + random.int(0, 20), 15)),
      Answer: refused ? 'refused' : 'done',
      'Reason given': refused ? 'yes' : null,
      ...over,
    });
    return id;
  };
  const regular = sized(company, 18);
  for (let place = 0; place < regular; place += 1) add(at((place + 0.5) / regular));
  plantRequests(company, plants, { at, add });
  return eventsOf(company, {
    id: REQUESTS,
    file: 'privacy-requests.csv',
    mapping: REQUEST_MAPPING,
    bytes: () => csvOf(COLUMNS, lines),
  });
}

interface Requests {
  readonly at: (share: number) => Day;
  readonly add: (day: Day, over?: Line) => string;
}

function plantRequests(company: Company, plants: Plants, { at, add }: Requests): void {
  const done = { Answer: 'done', 'Reason given': null } as const;
  plants.deviation(
    ANSWERED,
    add(at(0.3), { ...done, Answered: isoOf(company.at(at(0.3) + DAYS + 6, 9)) }),
    'Answered on the thirty-sixth day.',
  );
  const hasty = { 'Identity verified': isoOf(company.at(at(0.4) + 9, 9)), Answered: isoOf(company.at(at(0.4) + 7, 9)) };
  plants.deviation(
    ANSWERED,
    add(at(0.4), { ...done, ...hasty }),
    'The data was sent two days before it was clear to whom.',
  );
  plants.deviation(ANSWERED, add(at(0.5), { Answer: 'refused', 'Reason given': 'no' }), 'Refused, without a reason.');
  const evening = isoOf(company.at(at(0.6) + DAYS, 23, 30));
  plants.trap(
    ANSWERED,
    add(at(0.6), { ...done, Answered: evening }),
    'pass',
    'Answered in the last hour of the thirtieth day.',
  );
  const withdrawn = { Answer: 'withdrawn', 'Identity verified': null, 'Reason given': null };
  const withdrawnOn = (days: number): string => isoOf(company.at(at(0.65) + days, 9));
  plants.trap(
    ANSWERED,
    add(at(0.65), { ...withdrawn, Answered: withdrawnOn(3) }),
    'not-applicable',
    'Never answered, because the person withdrew it three days later.',
  );
  plants.deviation(
    ANSWERED,
    add(at(0.65), { ...withdrawn, Answered: withdrawnOn(DAYS + 9) }),
    'Withdrawn by somebody who had waited for longer than an answer may take.',
  );
  const stranger = add(at(0.7), { Answer: 'refused', 'Reason given': 'yes', 'Identity verified': null });
  plants.trap(ANSWERED, stranger, 'pass', 'Refused with its reason: it was never clear who asks.');
  plants.unknown(
    ANSWERED,
    add(at(0.8), { Answer: 'see mail', 'Reason given': null }),
    'How it was answered stands in a mailbox, and not in the list.',
  );
  const late = company.lastDay - 8;
  const waiting = {
    Answer: null,
    Answered: null,
    'Reason given': null,
    'Identity verified': isoOf(company.at(late + 2, 9)),
  };
  plants.trap(ANSWERED, add(late, waiting), 'pending', 'Not answered yet, and three weeks are left.');
}

const DELETION_MAPPING = {
  population: 'deletion',
  format: 'json',
  fields: {
    id: { column: 'ticket' },
    kind: { column: 'what' },
    dueFrom: { column: 'since', dates: { format: 'iso', zone: 'Europe/Berlin' } },
    completedAt: {
      column: 'done',
      dates: { format: 'iso', zone: 'Europe/Berlin' },
      empty: 'none',
      values: { unclear: { unknown: true } },
    },
    method: { column: 'how', empty: 'none' },
    recordedBy: { column: 'by', scheme: 'email' },
  },
} as const;

interface Deletion {
  readonly ticket: string;
  readonly what: string;
  readonly since: string;
  readonly done: string | null;
  readonly how: string | null;
  readonly by: string;
}

function deletionsOf(company: Company, plants: Plants): FileSource {
  const random = company.random(DELETIONS);
  const tickets: Deletion[] = [];
  const span = company.lastDay - company.firstDay - 45;
  const at = (share: number): Day => company.firstDay + Math.floor(share * span);
  const add = (what: string, day: Day, done: Day | null | 'unclear' = day + random.int(3, 26)): string => {
    const ticket = `DEL-${101 + tickets.length}`;
    const written = typeof done === 'number' ? dayText(done) : done;
    const by = someoneOf(company, random, day, ['operations', 'support']).email;
    const how =
      done === null ? null : random.pick(['tenant dropped', 'returned as an archive, then dropped', 'rows removed']);
    tickets.push({ ticket, what, since: dayText(day), done: written, how, by });
    return ticket;
  };
  const regular = sized(company, 16);
  for (let place = 0; place < regular; place += 1)
    add(random.pick(['customer', 'customer', 'person', 'retention']), at((place + 0.5) / regular));
  plants.deviation(
    DELETED,
    add('customer', at(0.35), at(0.35) + DAYS + 1),
    'Deleted on the thirty-first day after the contract ended.',
  );
  plants.deviation(DELETED, add('customer', at(0.5), null), 'The data of a customer who left long ago is still there.');
  plants.trap(
    DELETED,
    add('customer', at(0.6), at(0.6) + DAYS),
    'pass',
    'Deleted on the thirtieth day, whatever the hour.',
  );
  const disk = add('medium', at(0.65), null);
  plants.trap(DELETED, disk, 'not-applicable', 'A disk that waits for its destruction holds no duty to a customer.');
  plants.deviation(KINDS.medium, disk, 'It waits for its destruction since months.');
  plants.trap(DELETED, add('customer', company.lastDay - 6, null), 'pending', 'The contract ended last week.');
  plants.unknown(DELETED, add('customer', at(0.75), 'unclear'), 'When it was deleted is not clear any more.');
  for (const [kind, check] of Object.entries(KINDS)) {
    plants.deviation(check, add(kind, at(0.4), at(0.4) + DAYS + 1), 'Done on the thirty-first day.');
    plants.trap(check, add(kind, at(0.55), at(0.55) + DAYS), 'pass', 'Done on the thirtieth day, whatever the hour.');
    plants.unknown(check, add(kind, at(0.7), 'unclear'), 'When it was done is not clear any more.');
  }
  return eventsOf(company, {
    id: DELETIONS,
    file: 'deletions.json',
    mapping: DELETION_MAPPING,
    bytes: () => jsonOf(tickets),
  });
}

/** What people asked about their data, and what had to be deleted. */
export const privacy: MakeSection = (company) => {
  const plants = [new Plants(REQUESTS), new Plants(DELETIONS)] as const;
  return {
    name: 'privacy',
    sources: [requestsOf(company, plants[0]), deletionsOf(company, plants[1])],
    planted: plants.flatMap(({ all }) => all),
    limits: [
      { control: 'data-subject-requests', parameters: { days: DAYS } },
      { control: 'customer-data-deletion', parameters: { days: DAYS } },
    ],
  };
};
