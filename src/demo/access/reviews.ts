import { DAY, parseInstant } from '#/core/time/instant.ts';
import { type Company, dayText, isoOf } from '#/demo/company.ts';
import type { Cast } from '#/demo/people/cast.ts';
import { plant, type Says } from '#/demo/plant.ts';
import type { Planted } from '#/demo/section.ts';
import { AWS_SYSTEM } from './systems.ts';

interface Revocation {
  readonly account: string;
  readonly decidedAt: string;
  readonly doneAt?: string | null;
}

interface Review {
  readonly id: string;
  readonly system?: string;
  readonly reviewer: string;
  readonly startedAt: string;
  readonly completedAt: string;
  readonly accounts: number;
  readonly decided: number;
  readonly privilegedIncluded?: boolean | undefined;
  readonly revocations: readonly Revocation[];
}

const SYSTEMS = ['okta', AWS_SYSTEM, 'github'] as const;
/** Months of the story in which access is reviewed; in one quarter nobody did. */
const REVIEWED = [2, 5, 11] as const;
/** The last of them before that quarter. */
const UNFOLLOWED = 5;

/** The quarterly reviews of access, and what is planted among them. */
export function reviewsOf(
  company: Company,
  cast: Cast,
): { readonly reviews: readonly Review[]; readonly planted: readonly Planted[] } {
  const planted: Planted[] = [];
  const reviews = REVIEWED.flatMap((month) =>
    SYSTEMS.map((system): Review => {
      const first = company.businessDayFrom((company.months[month]?.first ?? company.firstDay) + 6);
      const decided = company.afterBusinessDays(first, 4);
      const id = `AR-${dayText(first).slice(0, 7)}-${system.replace(':', '-')}`;
      const special = PLANTED.find((each) => each.month === month && each.system === system);
      if (special !== undefined)
        planted.push(plant('access.review-completed', `access-reviews/${id}`, special.says, special.because));
      const accounts = company.staffOn(first).length;
      return {
        id,
        system,
        reviewer: cast.security.email,
        startedAt: isoOf(company.at(first, 9)),
        completedAt: isoOf(company.at(decided, 16)),
        accounts,
        decided: accounts,
        privilegedIncluded: special === undefined || !('privileged' in special) ? true : special.privileged,
        revocations: special?.revocation === undefined ? [] : [special.revocation(company, decided)],
      };
    }),
  );
  const unsaid = unsaidOf(company, cast);
  const all = [...reviews, ...apart(company, reviews), unsaid];
  return { reviews: all, planted: [...planted, ...followedPlanted(company, reviews, unsaid)] };
}

/** In the quarter before the one in which nobody reviewed anything, one list came without the name of its system. */
function unsaidOf(company: Company, cast: Cast): Review {
  const day = company.businessDayFrom((company.months[UNFOLLOWED]?.first ?? company.firstDay) + 14);
  return {
    id: `AR-${dayText(day).slice(0, 7)}-list`,
    reviewer: cast.security.email,
    startedAt: isoOf(company.at(day, 9)),
    completedAt: isoOf(company.at(day, 16)),
    accounts: 5,
    decided: 5,
    privilegedIncluded: true,
    revocations: [],
  };
}

function followedPlanted({ months }: Company, reviews: readonly Review[], unsaid: Review): readonly Planted[] {
  const [prepared, left] = [3, UNFOLLOWED].map((month) => (months[month]?.first ?? Number.NaN) * DAY);
  const isOf = ({ startedAt }: Review, from: number, to: number): boolean => {
    const at = parseInstant(startedAt) ?? Number.NaN;
    return at >= from && at < to;
  };
  const rows: readonly (readonly [reviews: readonly Review[], says: Says, because: string])[] = [
    [
      reviews.filter((each) => isOf(each, left ?? 0, (left ?? 0) + 31 * DAY)),
      'deviation',
      'nobody reviewed the system in the quarter after it',
    ],
    [[unsaid], 'unknown', 'nobody wrote down of which system the list was'],
    [
      reviews.filter((each) => isOf(each, 0, prepared ?? 0)),
      'passes',
      'the next began on a later day of its quarter than this one of its own',
    ],
  ];
  return rows.flatMap(([of, says, because]) =>
    of.map(({ id }) => plant('access.reviewed-again', `access-reviews/${id}`, says, because)),
  );
}

/** The administrators of the cloud are reviewed a week after everybody else, in the last month. */
const apart = (company: Company, reviews: readonly Review[]): readonly Review[] =>
  reviews
    .filter(({ system, privilegedIncluded }) => system === AWS_SYSTEM && privilegedIncluded === false)
    .map((review) => {
      const day = company.businessDayFrom(company.dayOf(parseInstant(review.startedAt) ?? Number.NaN) + 7);
      const at = { startedAt: isoOf(company.at(day, 9)), completedAt: isoOf(company.at(day, 16)) };
      return { ...review, ...at, id: `${review.id}-admin`, accounts: 3, decided: 3, privilegedIncluded: true };
    });

interface Special {
  readonly month: number;
  readonly system: string;
  readonly says: Says;
  readonly because: string;
  readonly revocation?: (company: Company, decided: number) => Revocation;
  /** Where it is not as it should be; undefined where nobody noted it. */
  readonly privileged?: boolean | undefined;
}

const revoked = ({ at, afterBusinessDays }: Company, decided: number, days: number): Revocation => ({
  account: 'okta/former-project',
  decidedAt: isoOf(at(decided, 12)),
  doneAt: isoOf(at(afterBusinessDays(decided, days), 22)),
});

const PLANTED: readonly Special[] = [
  {
    month: 2,
    system: 'github',
    says: 'deviation',
    because: 'it left out the owners of the organization, and no other review had them',
    privileged: false,
  },
  {
    month: 11,
    system: 'github',
    says: 'unknown',
    because: 'nobody noted whether it covered the owners',
    privileged: undefined,
  },
  {
    month: 11,
    system: AWS_SYSTEM,
    says: 'passes',
    because: 'it left out the administrators, who were reviewed a week later',
    privileged: false,
  },
  {
    month: 5,
    system: 'okta',
    says: 'deviation',
    because: 'a revocation was carried out on the fourteenth business day',
    revocation: (company, decided) => revoked(company, decided, 14),
  },
  {
    month: 5,
    system: 'github',
    says: 'unknown',
    because: 'nobody recorded when the revocation was carried out',
    revocation: ({ at }, decided) => ({ account: 'github/old-bot', decidedAt: isoOf(at(decided, 12)) }),
  },
  {
    month: 11,
    system: 'okta',
    says: 'passes',
    because: 'a revocation was carried out in the evening of the tenth business day',
    revocation: (company, decided) => revoked(company, decided, 10),
  },
];
