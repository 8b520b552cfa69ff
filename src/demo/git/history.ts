import { hash } from 'node:crypto';
import { type Instant, SECOND } from '#/core/time/instant.ts';
import type { Company, Person } from '#/demo/company.ts';
import { codersOn } from '#/demo/github/changes.ts';
import { plant, type Says } from '#/demo/plant.ts';
import type { Planted, Section } from '#/demo/section.ts';

/** A commit of the infrastructure repository, which lies on a server of the company's own, without pull requests. */
interface DemoCommit {
  /** Author and committer, and when, as git writes it. */
  readonly who: string;
  readonly message: string;
}

export interface Infrastructure {
  readonly name: string;
  /** When it is read. */
  readonly at: Instant;
  readonly stream: string;
  readonly section: Section;
}

const trailer = (reviewer: Person | undefined): string =>
  reviewer === undefined ? '' : `\n\nReviewed-by: ${reviewer.name} <${reviewer.email}>\n`;

/** Places in the history that are not as the others. */
const DIRECT = 12;
const EMERGENCY = 16;
const MARKED = 20;

function messageAt(place: number, reviewer: Person | undefined): string {
  const title = `Set the limits of cluster ${place + 1}`;
  switch (place) {
    case DIRECT:
      return `${title}\n`;
    case EMERGENCY:
      return `EMERGENCY: ${title}\n`;
    case MARKED:
      return `${title} (#${place})\n`;
    default:
      return `${title}${trailer(reviewer)}`;
  }
}

/** One commit a fortnight, each with the word of a reviewer in its message, but for those that are odd. */
function commitsOf(company: Company): readonly DemoCommit[] {
  const random = company.random('infrastructure');
  return Array.from({ length: 27 }, (_, place): DemoCommit => {
    const day = company.businessDayFrom(company.firstDay + 5 + place * 15);
    const [author, reviewer] = random.shuffled(codersOn(company, day));
    if (author === undefined) throw new RangeError('nobody is there to commit');
    const when = `${company.at(day, 10) / SECOND} +0000`;
    return { who: `${author.name} <${author.email}> ${when}`, message: messageAt(place, reviewer) };
  });
}

/** The stream that `git fast-import` reads: the same bytes for the same company, and so the same commits. */
export function infrastructureOf(company: Company): Infrastructure {
  const commits = commitsOf(company);
  const stream = commits.map(
    ({ who, message }) =>
      `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${byteLength(message)}\n${message}\n`,
  );
  let parent: string | null = null;
  const ids = commits.map((commit) => (parent = idOf(commit, parent)));
  return {
    name: 'larkfield/infrastructure',
    at: company.looks.at(-1) ?? company.end,
    stream: `${stream.join('')}done\n`,
    section: { name: 'Git', sources: [], planted: ids.flatMap(plantedAt) },
  };
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Of a tree without a file, in every repository. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The name that git gives a commit: the SHA-1 of its object. */
function idOf({ who, message }: DemoCommit, parent: string | null): string {
  const parents = parent === null ? '' : `parent ${parent}\n`;
  const body = `tree ${EMPTY_TREE}\n${parents}author ${who}\ncommitter ${who}\n\n${message}`;
  return hash('sha1', `commit ${byteLength(body)}\0${body}`);
}

function plantedAt(id: string, place: number): readonly Planted[] {
  const say = (check: string, says: Says, because: string): Planted =>
    plant(`changes.${check}`, `infrastructure/larkfield/infrastructure@${id}`, says, because);
  const silent = [
    say('checks-succeeded', 'unknown', 'git keeps no automated checks'),
    say('ticket-linked', 'unknown', 'nobody said what a ticket looks like in this repository'),
  ];
  switch (place) {
    case DIRECT:
      return [...silent, ...ALONE.map((check) => say(check, 'deviation', 'a commit without the word of a reviewer'))];
    case EMERGENCY:
      return [
        ...silent,
        say('no-direct-push', 'not asked', 'pushed as it was, and declared an emergency'),
        say('emergency-reviewed', 'deviation', 'an emergency that nobody looked at afterwards'),
      ];
    case MARKED:
      return [
        ...silent,
        ...ALONE.map((check) => say(check, 'unknown', 'its message names a pull request, and git has none')),
      ];
    default:
      return [...silent, say('no-direct-push', 'unknown', 'git does not say how a reviewed commit arrived')];
  }
}

const ALONE = ['no-direct-push', 'approved-by-another', 'not-merged-by-its-author-alone'] as const;
