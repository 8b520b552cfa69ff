import type { Accounted, Found, Look, Page, Unreadable } from '#/collectors/collector.ts';
import { derivedFrom, type PopulationName } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Seal } from '#/features/ledger/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { takingTurns } from '#/platform/taking-turns.ts';
import { Batch } from './batch.ts';
import { Deriving, namingBefore } from './deriving.ts';
import { saveBatch } from './flush.service.ts';
import { openSegment, openSegments } from './segments.service.ts';
import { endedSince, goneFact, type Looks } from './settle.ts';
import { digestOf, type Incoming, keyOrPlace, type Known, refusal, unreadableRow, versionOf } from './staging.ts';
import { looksOf, segmentRefs } from './store.ts';
import { PopulationView, type Version } from './view.service.ts';

export interface IngestDeps {
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly seal: Seal;
  readonly chance: Chance;
}

/** One reading of one source, as far as its records are concerned. */
export interface IngestRun {
  readonly org: string;
  readonly source: string;
  readonly run: string;
  readonly collector: { readonly id: string; readonly version: number };
  readonly grade: string;
  readonly startedAt: Instant;
}

/** How many items a run brought, by what became of them. */
export interface Ingested {
  /** New items, and new versions of known ones. */
  records: number;
  /** What was already known. */
  unchanged: number;
  unreadable: number;
  /** No longer reported. */
  gone: number;
}

/** An item that a record named, by the looks of that record. */
interface Derived {
  readonly incoming: Incoming;
  readonly looks: Looks;
}

interface PastLook {
  readonly population: string;
  readonly scope: string;
  readonly looked: Instant;
}

/**
 * Takes the pages of a run: keeps the bytes, makes versions of what is new or changed, and seals them in batches.
 * What a call of `page` or `close` has sealed is durable; what was not sealed is read again from the last cursor.
 */
export class Ingest {
  readonly totals: Ingested = { records: 0, unchanged: 0, unreadable: 0, gone: 0 };
  readonly #deps: IngestDeps;
  readonly #run: IngestRun;
  readonly #views = new Map<PopulationName, PopulationView>();
  readonly #seen = new Map<PopulationName, Set<string>>();
  /** By the population whose records name items of others. */
  readonly #derivings = new Map<PopulationName, readonly Deriving[]>();
  /** By key, what the page at hand makes of those. */
  readonly #derived = new Map<string, Derived>();
  readonly #looks: readonly {
    readonly population: string;
    readonly scope: string;
    readonly looked: Instant;
  }[];
  #batch = new Batch();
  /** When the source of the page at hand was looked at. */
  #looked: Instant;

  private constructor(deps: IngestDeps, run: IngestRun, looks: readonly PastLook[]) {
    this.#deps = deps;
    this.#run = run;
    this.#looks = looks;
    this.#looked = run.startedAt;
  }

  static async begin(deps: IngestDeps, run: IngestRun): Promise<Ingest> {
    const looks = await deps.db.transaction(run.org, (tx) => looksOf(tx, run.source));
    return new Ingest(deps, run, looks);
  }

  /** Takes a page. `also` runs in the transaction that seals it, if this page fills the batch. */
  async page(page: Page, also: (tx: Tx) => Promise<void>): Promise<void> {
    const ids = await Promise.all(page.artifacts.map((received) => this.#keep(received)));
    this.#looked = Math.min(page.lookedAt ?? this.#run.startedAt, this.#run.startedAt);
    const unreadable = page.unreadable ?? [];
    for (const { population } of [...page.records, ...unreadable])
      if (!this.#derivings.has(population)) await this.#open(population);
    for await (const record of takingTurns(page.records)) this.#record(record, ids[record.artifact] ?? '');
    for (const each of unreadable) this.#unreadable(each, each.artifact === null ? null : (ids[each.artifact] ?? null));
    this.#addDerived();
    for (const look of page.looks ?? []) await this.#look(look);
    for (const accounted of page.accounted ?? []) this.#account(accounted);
    this.#batch.cursor = page.cursor;
    if (this.#batch.full) await this.flush(also);
  }

  /** Seals what waits. */
  async flush(also: (tx: Tx) => Promise<void>): Promise<void> {
    if (this.#batch.empty) return;
    const batch = this.#batch;
    this.#batch = new Batch();
    const refs = await saveBatch(this.#deps, this.#run, batch, also);
    for (const { population, ...ref } of refs)
      this.#views.get(population)?.add(await openSegment(this.#deps.blobs, ref));
  }

  /** The id of the run. */
  get run(): string {
    return this.#run.run;
  }

  close(): void {
    for (const view of this.#views.values()) view.close();
  }

  async #keep(received: Page['artifacts'][number]): Promise<string> {
    const id = this.#deps.chance.newId();
    const sha256 = sha256Hex(received.bytes);
    await this.#deps.blobs.put('artifacts', sha256, received.bytes);
    this.#batch.keep({ id, sha256, received });
    return id;
  }

  #record({ population, fact, place }: Found, artifact: string): void {
    const incoming: Incoming = { population, fact, place, artifact };
    const refused = refusal(incoming);
    const key = keyOrPlace(incoming);
    if (refused !== null) {
      this.#unreadable(
        { population, key, note: `${refused.path}: ${refused.message}`, artifact: null, place },
        artifact,
      );
      return;
    }
    const full = `${this.#run.source}/${key}`;
    const known = this.#views.get(population)?.latest(full) ?? null;
    const row = versionOf(
      incoming,
      { key: full, artifact: this.#batch.place(population, artifact) },
      known === null ? null : () => knownOf(known),
      this.#looksAt(population, key, known),
    );
    this.#see(population, full);
    for (const deriving of this.#derivings.get(population) ?? [])
      for (const each of deriving.take(fact, this.#looked))
        this.#derive(deriving.population, each, { artifact, place, looks: this.#looksAt(population, key) });
    if (row === null) {
      this.totals.unchanged += 1;
      return;
    }
    this.totals.records += 1;
    this.#batch.add(population, row);
  }

  #unreadable({ population, key, note, place }: Unreadable, artifact: string | null): void {
    const full = `${this.#run.source}/${key}`;
    this.#see(population, full);
    for (const deriving of this.#derivings.get(population) ?? []) deriving.miss();
    this.totals.unreadable += 1;
    const known = this.#views.get(population)?.latest(full) ?? null;
    const row = unreadableRow(
      {
        key: full,
        note,
        place,
        artifact: artifact === null ? null : this.#batch.place(population, artifact),
      },
      this.#looksAt(population, key, known).now,
    );
    if (known === null || known.read().note !== note) this.#batch.add(population, row);
  }

  /** Keeps what a record makes of an item that it names; the last on a page counts. */
  #derive(
    population: PopulationName,
    fact: object,
    from: Omit<Derived, 'incoming'> & Pick<Incoming, 'artifact' | 'place'>,
  ): void {
    const { artifact, place, looks } = from;
    const incoming: Incoming = { population, fact, artifact, place };
    this.#derived.set(`${population} ${keyOrPlace(incoming)}`, { incoming, looks });
  }

  #addDerived(): void {
    for (const { incoming, looks } of this.#derived.values()) {
      const { population, artifact } = incoming;
      const key = `${this.#run.source}/${keyOrPlace(incoming)}`;
      const known = this.#views.get(population)?.latest(key) ?? null;
      const at = { key, artifact: this.#batch.place(population, artifact) };
      const row = versionOf(incoming, at, known === null ? null : () => knownOf(known), looks);
      if (row !== null) this.#batch.add(population, row);
    }
    this.#derived.clear();
  }

  #account(accounted: Accounted): void {
    const derivings = this.#derivings.get(accounted.population) ?? [];
    this.#batch.accounted.push(accounted, ...derivings.flatMap((deriving) => deriving.accounted(accounted)));
  }

  /** What was known in the scope and did not come is no longer reported. */
  async #look({ population, scope }: Look): Promise<void> {
    const view = await this.#view(population);
    const seen = this.#seen.get(population) ?? new Set<string>();
    const start = `${this.#run.source}/${scope}`;
    view.eachItem((key, version) => {
      if (!key.startsWith(start) || seen.has(key)) return;
      const last = version.read();
      if (last.presence === 'erased') return;
      const looks = this.#looksAt(population, key.slice(this.#run.source.length + 1), version);
      const isGone = last.presence === 'gone';
      const fact = isGone ? endedSince(population, last) : last.fact && goneFact(population, last.fact, looks);
      if (isGone && fact === null) return;
      this.#batch.add(population, {
        key,
        presence: 'gone',
        fact,
        digest: digestOf({ gone: fact }),
        artifact: null,
        place: '',
        collected: looks.now,
        previous: looks.before,
        note: 'no longer reported by its source',
      });
      if (!isGone) this.totals.gone += 1;
    });
    for (const key of seen) if (key.startsWith(start)) seen.delete(key);
    this.#batch.looks.push({ population, scope, looked: this.#looked });
  }

  #see(population: PopulationName, key: string): void {
    const seen = this.#seen.get(population) ?? new Set<string>();
    this.#seen.set(population, seen.add(key));
  }

  /**
   * This look, and the last one at the narrowest scope that the key is in. Where what is known was read later than a
   * report says that it looked, as by a version that placed reports by their import, this look is the reading, too.
   */
  #looksAt(population: PopulationName, key: string, known: Version | null = null): Looks {
    let before: { readonly scope: string; readonly looked: Instant } | null = null;
    for (const look of this.#looks) {
      const fits = look.population === population && key.startsWith(look.scope);
      if (fits && (before === null || look.scope.length > before.scope.length)) before = look;
    }
    const isReading = this.#looked === this.#run.startedAt; // as nearly always: nothing has to be read for it
    const last = isReading ? 0 : Math.max(before?.looked ?? 0, known?.read().collected ?? 0);
    return { now: this.#looked > last ? this.#looked : this.#run.startedAt, before: before?.looked ?? null };
  }

  /** Opens what is known of a population, and of those whose items its records name. */
  async #open(population: PopulationName): Promise<void> {
    const view = await this.#view(population);
    const derivings: Deriving[] = [];
    for (const name of derivedFrom(population)) {
      const deriving = new Deriving(name, this.#run.source, await this.#view(name));
      if (deriving.isEmpty) this.#remember(deriving, view);
      derivings.push(deriving);
    }
    this.#derivings.set(population, derivings);
  }

  /** What was sealed before there was such a population names items, too. */
  #remember(deriving: Deriving, view: PopulationView): void {
    for (const { fact, ...from } of namingBefore(deriving.population, this.#run.source, view))
      for (const each of deriving.remember(fact, from.looks.now)) this.#derive(deriving.population, each, from);
  }

  async #view(population: PopulationName): Promise<PopulationView> {
    const known = this.#views.get(population);
    if (known !== undefined) return known;
    const refs = await this.#deps.db.transaction(this.#run.org, (tx) =>
      segmentRefs(tx, { population, reference: true }),
    );
    const view = new PopulationView(population, await openSegments(this.#deps.blobs, refs));
    this.#views.set(population, view);
    return view;
  }
}

function knownOf(version: Version): Known {
  const { presence, fact } = version.read();
  return { presence, fact, digest: version.digest };
}
