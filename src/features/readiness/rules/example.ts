import { DAY } from '#/core/time/instant.ts';
import { momentOf } from '#/core/time/moment.ts';
import type { Programme, RuledControl } from './rule.ts';

const START = momentOf('2026-01-01T00:00:00Z').earliest;

/** The instant of a day of the example's window, counted from its first day. */
export const day = (days: number): number => START + days * DAY;

export const control = (over: Partial<RuledControl> = {}): RuledControl => ({
  id: 'change-peer-review',
  title: 'Changes reviewed',
  owner: 'ada@acme.example',
  ownerFunction: 'engineering',
  frequency: 'per-event',
  criteria: ['CC8.1'],
  origin: 'change-peer-review',
  servedByOrigin: ['CC8.1'],
  statement: 'Every change to production is approved by a second engineer before it is merged.',
  asInLibrary: false,
  unsaid: [],
  saidApart: null,
  highRisk: false,
  status: 'no deviation found',
  checks: [{ id: 'changes.approved-by-another', title: 'A change is approved by another person', enabled: true }],
  populations: ['change'],
  declaredOnly: [],
  occurrences: [],
  adopted: day(-30),
  changes: [],
  designSince: day(-20),
  ...over,
});

/** A programme of sixty people in the middle of a window of a year, with nothing to find. */
export const programme = (over: Partial<Programme> = {}): Programme => ({
  asOf: day(180),
  engagement: {
    id: 'soc2',
    type: 'type-2',
    start: day(0),
    end: day(365),
    opened: day(-5),
    categories: ['security'],
    parts: ['products', 'infrastructure', 'software', 'people', 'procedures', 'data'],
    promises: [],
    subservice: [],
  },
  headcount: 60,
  authors: 20,
  controls: [control()],
  criteria: [{ id: 'CC8.1', relevant: true, controls: 1 }],
  attached: [],
  policies: [],
  sources: [{ id: 'github', file: false, read: day(179), failed: false, replaced: false, disconnected: null }],
  statesApprovals: null,
  exclusions: { total: 0, knownBefore: 0, deviations: 0 },
  unresolved: { handles: 0, times: 0 },
  items: { account: 100, 'access-grant': 40, 'access-review': 3, acknowledgement: 60, person: 60 },
  privileged: { accounts: 5, approved: true, reviewed: true },
  ...over,
});

export const engagement = (over: Partial<Programme['engagement']>): Programme['engagement'] => ({
  ...programme().engagement,
  ...over,
});

/** The same programme before anything was read: nobody knows who works there, who writes changes, or what took place. */
export const unread = (): Programme =>
  programme({
    headcount: null,
    authors: null,
    controls: [control({ status: 'not evidenced', occurrences: [{ kind: 'unproven', start: day(0), end: day(90) }] })],
    sources: [{ id: 'github', file: false, read: null, failed: false, replaced: false, disconnected: null }],
    items: {},
    privileged: { accounts: null, approved: false, reviewed: false },
  });
