import { instantOf } from '../ledger/time.ts';
import type { Archive, Member } from './archive.ts';
import { checkSegment, type SegmentSeen } from './contents.ts';
import { type Faults, messageOf } from './fault.ts';
import { membersOf, readCanonical, textIn } from './json.ts';
import { type Held, heldIn } from './held.ts';
import { LIMITS } from './limits.ts';
import { type Manifest } from './manifest.ts';
import { type Counted, countedIn } from './outcomes.ts';
import { OUTSIDE } from './outside.ts';
import { README } from './readme.ts';
import type { Remark, Sealed, SealedSegment } from './sealed.ts';
import { contradictionsIn } from './status-check.ts';
import { type View, type ViewDigest, VIEWS } from './views.ts';
import { isWindow } from './window.ts';
import { WindowArtifacts } from './window-artifacts.ts';
import { sha256Hex } from '../ledger/hash.ts';

const STATUS = 'status.json';
const README_PATH = 'readme.txt';
/** How long the making of a package may take, from the moment that it is as of. */
const DAY = 24 * 60 * 60 * 1000;

/** What was counted, by check and the instant until which it was. */
type Counts = ReadonlyMap<string, Counted>;

interface Compared {
  readonly archive: Archive;
  readonly faults: Faults;
  /** What the log says; null where the log itself is not whole, and so is no measure. */
  readonly sealed: Sealed | null;
}

/** Compares everything that a manifest names with the bytes that are there, and with what the log says. */
export class Comparison {
  readonly expected = new Set<string>();
  readonly remarks: Remark[] = [];
  records = 0;
  readonly #archive: Archive;
  readonly #faults: Faults;
  readonly #sealed: Sealed | null;
  /** What is to be compared once it is hashed. */
  readonly #unhashed: (() => void)[] = [];
  /** What the records of the window were read from. */
  #read = new WindowArtifacts({ start: 0, end: 0 });

  constructor({ archive, faults, sealed }: Compared) {
    this.#archive = archive;
    this.#faults = faults;
    this.#sealed = sealed;
  }

  manifest(manifest: Manifest, views: ReadonlyMap<View, ViewDigest>): void {
    this.#read = new WindowArtifacts(manifest.engagement);
    this.#segments(manifest);
    this.#artifacts(manifest);
    const counts = this.#runs(manifest);
    if (this.#sealed !== null) this.#words(manifest, this.#sealed, counts);
    this.#documents(manifest, views);
    for (const check of this.#unhashed) check(); // last: until then another thread has hashed most of it
  }

  #words(manifest: Manifest, sealed: Sealed, counts: Counts): void {
    this.#organization(manifest, sealed);
    const type = this.#engagement(manifest, sealed);
    if (type !== null) this.#status(manifest, { counts, held: this.#held(manifest), type });
  }

  #documents({ documents }: Manifest, views: ReadonlyMap<View, ViewDigest>): void {
    const prescribed = new Map<string, string>([[README_PATH, sha256Hex(README)]]);
    if (this.#sealed !== null) for (const [view, digest] of views) prescribed.set(view, digest.digest());
    for (const { path, bytes, sha256 } of documents) {
      const member = this.#member(path);
      if (member !== null && (member.size !== bytes || this.#archive.sha256(member) !== sha256))
        this.#faults.add('changed', path, 'it is not the one that the manifest names');
      else if ((prescribed.get(path) ?? sha256) !== sha256)
        this.#faults.add(
          'contradicted',
          path,
          path === README_PATH ? 'it is not the text that is prescribed' : 'it is not what the log says',
        );
      if (!isDocument(path)) this.#faults.add('unexpected', path, 'a package has no such document');
    }
    const named = new Set(documents.map(({ path }) => path));
    for (const path of [...VIEWS, README_PATH, STATUS])
      if (!named.has(path)) this.#faults.add('missing', path, 'the manifest does not name it');
  }

  #segments({ segments }: Manifest): void {
    const seen = new Map<string, SegmentSeen | null>();
    const left = new Set(this.#sealed?.segments.keys());
    for (const { position, population, digest, successor } of segments) {
      const path = `segments/${digest}`;
      const member = this.#member(path);
      if (!seen.has(digest)) seen.set(digest, member === null ? null : this.#seen(member, digest));
      const segment = seen.get(digest) ?? null;
      this.records += segment?.rows ?? 0;
      left.delete(position);
      const sealed = this.#sealed?.segments.get(position);
      if (this.#sealed === null) continue;
      if (sealed?.digest !== digest || sealed.population !== population || sealed.erased !== successor)
        this.#faults.add('unsealed', path, `the log seals no such segment of ${population} at position ${position}`);
      else if (segment !== null) this.#segment(path, segment, sealed);
    }
    for (const position of left)
      this.#faults.add('missing', 'segments', `the segment that the log seals at position ${position} is missing`);
  }

  #seen(member: Member, digest: string): SegmentSeen | null {
    const segment = checkSegment(this.#archive, member, digest, this.#faults);
    if (segment !== null) this.#unhashed.push(segment.checkColumns);
    return segment;
  }

  #segment(path: string, segment: SegmentSeen, sealed: SealedSegment): void {
    const { population, rows } = segment;
    if (population !== sealed.population || rows !== sealed.rows)
      this.#faults.add(
        'contradicted',
        path,
        `it is not the ${sealed.rows} records of ${sealed.population} that the log names`,
      );
    else this.#artifactsNamed(path, segment, sealed);
  }

  #artifactsNamed(path: string, segment: SegmentSeen, { population }: SealedSegment): void {
    try {
      this.#read.take(population, segment);
    } catch (error) {
      this.#faults.add('malformed', path, messageOf(error));
    }
  }

  #artifacts({ artifacts }: Manifest): void {
    const known = this.#sealed?.digests ?? null;
    for (const sha256 of artifacts.included) {
      this.#addressed('artifacts', sha256);
      if (known !== null && !known.has(sha256))
        this.#faults.add('unsealed', `artifacts/${sha256}`, 'the log does not seal it');
    }
    if (this.#sealed === null || known === null) return;
    const included = new Set(artifacts.included);
    const missing = new Map<string, string>();
    const need = (sha256: string, why: string): void => {
      if (!included.has(sha256) && known.has(sha256)) missing.set(sha256, why);
    };
    for (const id of this.#read.ids)
      need(this.#sealed.artifacts.get(id) ?? '', 'records of the window were read from it');
    for (const sha256 of this.#sealed.attached) need(sha256, 'it was attached to a control');
    for (const [sha256, why] of missing)
      this.#faults.add('missing', `artifacts/${sha256}`, `${why}, and it is not in the package`);
    if (artifacts.omitted !== known.size - included.size || artifacts.erased !== this.#sealed.erasedArtifacts.size)
      this.#faults.add('contradicted', 'manifest.json', 'it counts other artifacts than the log');
  }

  /** Every control that was to be performed in the window. */
  #held({ asOf, engagement: { start, end } }: Manifest): ReadonlyMap<string, Held> {
    const instant = instantOf(asOf.instant) ?? Number.NaN;
    return new Map(
      [...(this.#sealed?.controls ?? [])].flatMap(([id, versions]) => {
        const held = heldIn(versions, { start, end, instant });
        return held === null ? [] : [[id, held] as const];
      }),
    );
  }

  /** What the outcomes say of the window, and of what of it was before each retirement in it. */
  #runs(manifest: Manifest): Counts {
    const { runs, engagement } = manifest;
    const ends = new Set([
      engagement.end,
      ...[...this.#held(manifest).values()].flatMap(({ retired }) => retired ?? []),
    ]);
    const counts = new Map<string, Counted>();
    const left = new Set(this.#sealed?.runs.keys());
    for (const { check, position, outcomes } of runs) {
      const member = this.#addressed('outcomes', outcomes);
      const bytes = member === null ? null : this.#archive.read(member, LIMITS.outcomes, this.#faults);
      left.delete(check);
      const last = this.#sealed?.runs.get(check);
      if (this.#sealed !== null && (last?.position !== position || last.outcomes !== outcomes))
        this.#faults.add('unsealed', `outcomes/${outcomes}`, `the log seals another last run of ${check}`);
      try {
        if (bytes !== null)
          for (const end of ends) counts.set(`${check} ${end}`, countedIn(bytes, engagement.start, end));
      } catch (error) {
        this.#faults.add('malformed', `outcomes/${outcomes}`, messageOf(error));
      }
    }
    for (const check of left)
      this.#faults.add('missing', 'outcomes', `the last run of ${check}, which the log seals, is missing`);
    return counts;
  }

  #organization({ organization: { name, slug, demo }, origin }: Manifest, { organization }: Sealed): void {
    if (name !== organization['name'] || slug !== organization['slug'] || demo !== organization['demo'])
      this.#faults.add('contradicted', 'manifest.json', 'the organization is not the one that the log names');
    if (demo !== origin.startsWith('demo.'))
      this.#faults.add(
        'contradicted',
        'manifest.json',
        'whether this is a demo is not what the origin of the log says',
      );
  }

  /** The type of the examination, when the manifest has it as the log does. */
  #engagement({ engagement, asOf }: Manifest, { engagements, last }: Sealed): string | null {
    const entry = engagements.get(engagement.id);
    const {
      type,
      window,
      asOf: day,
      zone,
    } = membersOf(membersOf(membersOf(entry?.payload)['engagement'])['examination']);
    const days = type === 'type-2' ? membersOf(window) : { first: day, last: day, zone };
    const same = (['first', 'last', 'zone'] as const).every((name) => days[name] === engagement[name]);
    if (type !== engagement.type || !same || !isWindow(engagement, engagement.start, engagement.end)) {
      this.#faults.add(
        'contradicted',
        'manifest.json',
        'the engagement or its window is not the one that the log names',
      );
      return null;
    }
    const late = (instantOf(last?.received ?? '') ?? Number.NaN) - (instantOf(asOf.instant) ?? Number.NaN);
    if (!(late >= 0 && late <= DAY))
      this.#faults.add(
        'contradicted',
        'manifest.json',
        `it is as of ${asOf.instant}, and was sealed on ${last?.received ?? ''}`,
      );
    return engagement.type;
  }

  #status(
    { asOf, engagement }: Manifest,
    {
      counts,
      held,
      type,
    }: { readonly counts: Counts; readonly held: ReadonlyMap<string, Held>; readonly type: string },
  ): void {
    const member = this.#archive.find(STATUS);
    const bytes = member === undefined ? null : this.#archive.read(member, LIMITS.document, this.#faults);
    if (bytes === null) return;
    const status = readCanonical(bytes)?.value;
    if (status === undefined)
      return this.#faults.add('malformed', STATUS, 'it is not canonical JSON, so it could be read in two ways');
    const said = membersOf(status);
    const instant = instantOf(asOf.instant) ?? Number.NaN;
    if (
      textIn(said['engagement'], 'id') !== engagement.id ||
      membersOf(said['asOf'])['position'] !== asOf.position ||
      membersOf(said['asOf'])['instant'] !== instant
    )
      this.#faults.add('contradicted', STATUS, 'it is of another engagement, or as of another moment');
    const countsOf = (check: string, retired: number | null): Counted | null =>
      counts.get(`${check} ${retired ?? engagement.end}`) ?? null;
    const examination = this.#examination(engagement);
    for (const what of contradictionsIn(status, { countsOf, controls: held, type, examination }))
      this.#faults.add('contradicted', STATUS, what);
  }

  /** As a status shows it. */
  #examination({ id, type, first, last, zone }: Manifest['engagement']): Readonly<Record<string, unknown>> {
    const entry = this.#sealed?.engagements.get(id);
    const { name, categories } = membersOf(membersOf(entry?.payload)['engagement']);
    const [opened, changed] = [this.#sealed?.opened.get(id), entry?.received].map((at) => instantOf(at ?? ''));
    return { id, name, type, first, last, zone, categories, opened, changed };
  }

  #addressed(area: string, sha256: string): Member | null {
    const path = `${area}/${sha256}`;
    const member = this.#member(path);
    if (member !== null) this.#unhashed.push(() => this.#checkDigest(member, sha256));
    return member;
  }

  #checkDigest(member: Member, sha256: string): void {
    if (this.#archive.sha256(member) !== sha256)
      this.#faults.add('changed', member.path, 'its bytes are not those that were sealed');
  }

  #member(path: string): Member | null {
    this.expected.add(path);
    const member = this.#archive.find(path);
    if (member === undefined) this.#faults.add('missing', path, 'it is missing');
    return member ?? null;
  }
}

const isDocument = (path: string): boolean =>
  path === README_PATH || path === STATUS || path.startsWith(OUTSIDE) || (VIEWS as readonly string[]).includes(path);
