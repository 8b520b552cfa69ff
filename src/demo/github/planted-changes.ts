import { HOUR, MINUTE } from '#/core/time/instant.ts';
import type { Day } from '#/core/time/zone.ts';
import type { Company } from '#/demo/company.ts';
import { plant, type Says } from '#/demo/plant.ts';
import type { Planted } from '#/demo/section.ts';
import { Changes, codersOn } from './changes.ts';
import type { DemoArrival, DemoPull } from './world.ts';

/** A login that nobody declared to be anybody's: a consultant who works from outside. */
export const CONSULTANT = 'mvdb-consulting';

/** Puts changes among the ordinary ones that are not as they should be, or only look so. */
export class Planting {
  readonly planted: Planted[] = [];
  readonly #company: Company;
  readonly #changes: Changes;
  #day: Day;

  constructor(company: Company, changes: Changes) {
    this.#company = company;
    this.#changes = changes;
    this.#day = company.businessDayFrom(company.window.first + 12);
  }

  all(): void {
    this.#approval();
    this.#checks();
    this.#pushes();
    this.#emergencies();
    this.#alone();
    this.#tickets();
  }

  #note(of: DemoArrival, check: string, says: Says, because: string): void {
    this.planted.push(plant(`changes.${check}`, `github/${of.repository}@${of.revision}`, says, because));
  }

  /** Spread over the window, on Mondays to Wednesdays, so that two business days later is the same week. */
  #next(): Day {
    const day = this.#day;
    this.#day = this.#company.businessDayFrom(day + 13);
    return day;
  }

  #pull(over: Partial<DemoPull> | ((pull: DemoPull) => Partial<DemoPull>)): DemoPull {
    return this.#changes.pull(this.#next(), over);
  }

  /** Somebody who did not write it merges it, so that only the approval is in question. */
  #merger(pull: DemoPull): string {
    const day = this.#company.dayOf(pull.at);
    const others = codersOn(this.#company, day).flatMap(({ github }) => github ?? []);
    return others.find((login) => login !== pull.author) ?? '';
  }

  #approval(): void {
    const none = this.#pull((pull) => ({ reviews: [], mergedBy: this.#merger(pull) }));
    this.#note(none, 'approved-by-another', 'deviation', 'nobody approved it, another engineer merged it');
    const stale = this.#pull((pull) => ({
      mergedBy: this.#merger(pull),
      reviews: pull.reviews.map((review) => ({ ...review, revision: 'd'.repeat(40) })),
    }));
    this.#note(stale, 'approved-by-another', 'deviation', 'a commit was added after the approval');
    const outside = this.#pull((pull) => ({
      mergedBy: this.#merger(pull),
      reviews: pull.reviews.map((review) => ({ ...review, login: CONSULTANT })),
    }));
    this.#note(outside, 'approved-by-another', 'unknown', 'approved by a login that is nobody’s');
    const second = this.#pull((pull) => ({
      reviews: pull.reviews.flatMap((review) => [
        { ...review, state: 'CHANGES_REQUESTED' as const, at: review.at - HOUR },
        review,
      ]),
    }));
    this.#note(
      second,
      'approved-by-another',
      'passes',
      'changes were asked for first, and the same reviewer approved then',
    );
  }

  #checks(): void {
    const failed = this.#pull({ checks: [{ name: 'unit', status: 'completed', conclusion: 'failure' }] });
    this.#note(failed, 'checks-succeeded', 'deviation', 'merged though the unit tests had failed');
    const stale = this.#pull({ checks: [{ name: 'unit', status: 'completed', conclusion: 'stale' }] });
    this.#note(stale, 'checks-succeeded', 'unknown', 'GitHub gave up on the check and does not say how it ended');
    const skipped = this.#pull((pull) => ({
      checks: [...pull.checks, { name: 'end-to-end', status: 'completed', conclusion: 'skipped' }],
    }));
    this.#note(skipped, 'checks-succeeded', 'passes', 'a check that does not concern the change was skipped');
  }

  #pushes(): void {
    const push = this.#changes.push(this.#next(), {});
    const because = 'pushed to the default branch without a pull request';
    for (const check of ['no-direct-push', 'approved-by-another', 'not-merged-by-its-author-alone'])
      this.#note(push, check, 'deviation', because);
    const mark = this.#pull({ title: 'LARK-4711: Push notifications directly to main screen' });
    this.#note(mark, 'no-direct-push', 'passes', 'its title speaks of pushing, and it came by a pull request');
  }

  #emergencies(): void {
    const labels = ['emergency'];
    const later = (pull: DemoPull, days: number, login?: string): Partial<DemoPull> => ({
      labels,
      reviews: pull.reviews.map((review) => ({
        ...review,
        login: login ?? review.login,
        at: this.#company.at(this.#company.afterBusinessDays(this.#company.dayOf(pull.at), days), 16),
      })),
    });
    const inTime = this.#pull((pull) => later(pull, 2));
    this.#note(
      inTime,
      'emergency-reviewed',
      'passes',
      'an emergency, merged first and approved on the second business day',
    );
    this.#note(inTime, 'approved-by-another', 'not asked', 'an emergency may be approved afterwards');
    this.#note(inTime, 'not-merged-by-its-author-alone', 'not asked', 'an emergency may go first');
    const late = this.#pull((pull) => later(pull, 6));
    this.#note(late, 'emergency-reviewed', 'deviation', 'an emergency that was approved on the sixth business day');
    const unclear = this.#pull((pull) => later(pull, 1, CONSULTANT));
    this.#note(unclear, 'emergency-reviewed', 'unknown', 'an emergency, approved by a login that is nobody’s');
  }

  #alone(): void {
    const alone = this.#pull((pull) => ({ mergedBy: pull.author, reviews: [] }));
    this.#note(alone, 'not-merged-by-its-author-alone', 'deviation', 'its author merged it, and nobody looked');
    this.#note(alone, 'approved-by-another', 'deviation', 'its author merged it, and nobody looked');
    const outside = this.#pull({ author: CONSULTANT, mergedBy: CONSULTANT });
    const because = 'written and merged by a login that is nobody’s, which may be the approver’s own';
    for (const check of ['approved-by-another', 'not-merged-by-its-author-alone'])
      this.#note(outside, check, 'unknown', because);
    const nobodys = this.#pull((pull) => ({ author: CONSULTANT, reviews: [], mergedBy: pull.mergedBy }));
    this.#note(nobodys, 'approved-by-another', 'deviation', 'nobody approved what a consultant wrote');
    this.#note(
      nobodys,
      'not-merged-by-its-author-alone',
      'unknown',
      'who wrote it is not known, and may have merged it',
    );
    const own = this.#pull((pull) => ({ mergedBy: pull.author, at: pull.at + 2 * MINUTE }));
    this.#note(own, 'not-merged-by-its-author-alone', 'passes', 'its author merged it, after another had approved');
  }

  #tickets(): void {
    const without = this.#pull({ title: 'Tidy up' });
    this.#note(without, 'ticket-linked', 'deviation', 'it names no ticket');
    const inside = this.#pull({ title: 'Round half cents to even (LARK-88)' });
    this.#note(inside, 'ticket-linked', 'passes', 'the ticket stands at the end of the title');
  }
}
