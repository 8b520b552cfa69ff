import { DAY, HOUR, type Instant, MINUTE } from '#/core/time/instant.ts';
import type { Day } from '#/core/time/zone.ts';
import type { Company, Person, Random } from '#/demo/company.ts';
import type { DemoArrival, DemoCheck, DemoPull, DemoPush } from './world.ts';

/** A repository of the company, and how busy it is: merged changes in a month at scale 1. */
export interface Busy {
  readonly name: string;
  readonly monthly: number;
}

const GOOD: readonly DemoCheck[] = [
  { name: 'unit', status: 'completed', conclusion: 'success' },
  { name: 'lint', status: 'completed', conclusion: 'success' },
];

const WHAT = ['Add', 'Fix', 'Rework', 'Speed up', 'Remove', 'Document', 'Simplify'] as const;
const OF = [
  'invoices',
  'the export',
  'search',
  'the import',
  'webhooks',
  'permissions',
  'reports',
  'the scheduler',
] as const;

/** Who may write code on a day, and is not about to leave. */
export const codersOn = (company: Company, day: Day): readonly Person[] =>
  company.staffOn(day).filter(({ github, ended }) => github !== null && (ended === null || ended > day + 3));

/** Makes changes of one repository, with the numbers and commits that they get. */
export class Changes {
  readonly #company: Company;
  readonly #random: Random;
  readonly #name: string;
  readonly #arrivals: DemoArrival[] = [];
  #number = 1;

  constructor(company: Company, name: string) {
    this.#company = company;
    this.#random = company.random(`changes of ${name}`);
    this.#name = `${company.organization}/${name}`;
  }

  /** In the order in which they arrived. */
  get arrivals(): readonly DemoArrival[] {
    return this.#arrivals.toSorted((a, b) => a.at - b.at);
  }

  /** One after the other on the business days of all months, each as it should be. */
  fill(monthly: number): void {
    for (const { first, last } of this.#company.months) {
      const days = this.#company.businessDays(first, last);
      for (let count = 0; count < Math.round(monthly * this.#company.scale); count += 1)
        this.pull(this.#random.pick(days), {});
    }
  }

  /** A pull request that another engineer approved and merged, but for what `over` says. */
  pull(day: Day, over: Partial<DemoPull> | ((pull: DemoPull) => Partial<DemoPull>)): DemoPull {
    const random = this.#random;
    const [author, reviewer] = random.shuffled(codersOn(this.#company, day));
    const at = this.#instantOn(day);
    const head = random.hex(40);
    const number = this.#number++;
    const writer = author?.github ?? '';
    const other = reviewer?.github ?? '';
    const plain: DemoPull = {
      kind: 'pull',
      repository: this.#name,
      number,
      title: `LARK-${random.int(100, 9_999)}: ${random.pick(WHAT)} ${random.pick(OF)}`,
      author: writer,
      mergedBy: random.chance(0.5) ? writer : other,
      opened: at - random.int(3, 40) * HOUR,
      at,
      head,
      revision: random.hex(40),
      labels: [],
      reviews: [{ login: other, state: 'APPROVED', at: at - random.int(5, 90) * MINUTE, revision: head }],
      checks: GOOD,
    };
    const pull = { ...plain, ...(typeof over === 'function' ? over(plain) : over) };
    this.#arrivals.push(pull);
    return pull;
  }

  push(day: Day, over: Partial<DemoPush>): DemoPush {
    const [author] = this.#random.shuffled(codersOn(this.#company, day));
    const push: DemoPush = {
      kind: 'push',
      repository: this.#name,
      title: `LARK-${this.#random.int(100, 9_999)}: Correct the configuration`,
      author: author?.github ?? '',
      at: this.#instantOn(day),
      revision: this.#random.hex(40),
      checks: GOOD,
      ...over,
    };
    this.#arrivals.push(push);
    return push;
  }

  /** In working hours, to the second, as GitHub tells it; no two of a repository at once. */
  #instantOn(day: Day): Instant {
    const at = this.#company.at(day, 9) + this.#random.int(0, 8 * 3_600 - 1) * 1_000;
    return this.#arrivals.some((arrival) => arrival.at === at) ? this.#instantOn(day) : at;
  }
}

/** So many days after an instant. */
export const daysAfter = (instant: Instant, days: number): Instant => instant + days * DAY;
