import type { Json, Page, Tools } from '#/collectors/collector.ts';
import { type Instant, MINUTE, SECOND } from '#/core/time/instant.ts';
import { accounts } from './accounts.ts';
import { alerts, scopeOf } from './alerts.ts';
import type { Api } from './api.ts';
import { changes } from './changes.ts';
import { accountForAlerts, accountForChanges, accountForLook, withChanges, withHole, withNote } from './coverage.ts';
import { type Cursor, cursorFrom, NO_PROGRESS, NO_TALLY, type Pass, type Progress } from './cursor.ts';
import { Part, refusalOf, unread } from './part.ts';
import { sinceOf } from './pulls.ts';
import type { Place } from './read-pull.ts';
import { type Known, RefusedList, repositories } from './repositories.ts';
import type { Reads, Settings } from './settings.ts';

/** GitHub's own counts are a little behind. */
const LAG = 2 * MINUTE;

/**
 * One reading of everything: the repositories, the accounts, then the changes and alerts of one repository after the
 * other. It yields after every few answers, and goes on from any of its cursors; only a look at states, which must be
 * whole, begins again.
 */
export class Reading {
  readonly #api: Api;
  readonly #settings: Settings;
  readonly #tools: Pick<Tools, 'startedAt' | 'log'>;
  #cursor: Cursor;
  #pass: Pass;

  constructor(api: Api, settings: Settings, tools: Pick<Tools, 'startedAt' | 'log'>, saved: Json | null) {
    this.#api = api;
    this.#settings = settings;
    this.#tools = tools;
    this.#cursor = cursorFrom(saved, sinceOf({ settings }));
    const to = Math.floor((tools.startedAt - LAG) / SECOND) * SECOND;
    this.#pass = this.#cursor.pass ?? {
      to,
      looked: [],
      after: null,
      changed: null,
      changes: NO_TALLY,
      alerts: NO_TALLY,
    };
  }

  async *pages(): AsyncGenerator<Page> {
    const known: Known[] = [];
    yield* this.#repositories(known);
    if (this.#reads('account') && !this.#pass.looked.includes('account')) yield* this.#accounts();
    known.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const [place, repository] of known.entries()) {
      const { after } = this.#pass;
      if (after !== null && repository.name <= after) continue;
      yield* this.#repository(repository, { done: place, total: known.length });
    }
    yield this.#end(known.length);
  }

  #reads(what: Reads): boolean {
    return this.#settings.reads.includes(what);
  }

  #warn(sentence: string): void {
    this.#tools.log('warning', sentence);
  }

  /** A page at which the reading can go on. */
  #page(part: Part, what: string, progress: { readonly done: number; readonly total: number | null }): Page {
    const { artifacts, records, unreadable } = part;
    const cursor: Cursor = { ...this.#cursor, pass: this.#pass };
    return { artifacts, records, unreadable, cursor, progress: { what, ...progress } };
  }

  async *#repositories(known: Known[]): AsyncGenerator<Page> {
    const guards = this.#reads('repository') && !this.#pass.looked.includes('repository');
    const lost: string[] = [];
    let count = 0;
    try {
      for await (const seen of repositories(this.#api, this.#settings, guards)) {
        known.push(...seen.known);
        lost.push(...seen.lost);
        count += seen.part.records.length + seen.part.unreadable.length;
        for (const sentence of [...seen.lost, ...seen.missing]) this.#warn(sentence);
        if (guards) yield this.#page(seen.part, 'repositories', { done: known.length, total: null });
      }
    } catch (error) {
      if (!(error instanceof RefusedList)) throw error;
      const what = `the repositories of ${this.#settings.organization}`;
      throw unread(error.refused, { what, setting: 'organization' });
    }
    this.#lose(lost);
    if (!guards) return;
    this.#pass = { ...this.#pass, looked: [...this.#pass.looked, 'repository'] };
    const looked = { count, at: this.#tools.startedAt, holes: [] };
    yield {
      ...this.#page(new Part(), 'repositories', { done: count, total: count }),
      looks: [{ population: 'repository', scope: '' }],
      accounted: [accountForLook('repository', this.#settings, looked)],
    };
  }

  /** What is in a repository that cannot be read is missing from both populations. */
  #lose(holes: readonly string[]): void {
    for (const hole of holes) {
      const { changes, alerts } = this.#pass;
      this.#pass = { ...this.#pass, changes: withHole(changes, hole), alerts: withHole(alerts, hole) };
    }
  }

  async *#accounts(): AsyncGenerator<Page> {
    const { organization } = this.#settings;
    if (organization === null) return;
    const holes: string[] = [];
    let count = 0;
    for await (const step of accounts(this.#api, organization, (sentence) => this.#warn(sentence))) {
      if (step.kind === 'missing') {
        holes.push(`${step.what}: ${step.because}`);
        this.#warn(`${step.what}: ${step.because}`);
        continue;
      }
      count += step.part.records.length + step.part.unreadable.length;
      yield this.#page(step.part, 'accounts', { done: count, total: null });
    }
    this.#pass = { ...this.#pass, looked: [...this.#pass.looked, 'account'] };
    yield {
      ...this.#page(new Part(), 'accounts', { done: count, total: count }),
      ...(holes.length === 0 ? { looks: [{ population: 'account', scope: 'github/' }] } : {}),
      accounted: [accountForLook('account', this.#settings, { count, at: this.#tools.startedAt, holes })],
    };
  }

  async *#repository(
    { name, archived, branch }: Known,
    progress: { readonly done: number; readonly total: number },
  ): AsyncGenerator<Page> {
    const before = this.#cursor.repositories[name] ?? NO_PROGRESS;
    const closed = archived && (before.closed || before.to === null);
    if (closed) this.#pass = { ...this.#pass, changes: withNote(this.#pass.changes, `archived and not read: ${name}`) };
    const at: Place = {
      api: this.#api,
      settings: this.#settings,
      repository: name,
      branch: branch ?? '',
      ends: new Set(),
      startedAt: this.#tools.startedAt,
      warn: (sentence) => this.#warn(sentence),
    };
    if (this.#reads('change') && !closed && branch !== null) yield* this.#changes(at, before, { archived, progress });
    const count = this.#reads('vulnerability') && !archived ? yield* this.#alerts(at, progress) : 0;
    const { alerts: tally } = this.#pass;
    this.#pass = { ...this.#pass, after: name, changed: null, alerts: { ...tally, ours: tally.ours + count } };
    yield this.#page(new Part(), name, { ...progress, done: progress.done + 1 });
  }

  async *#changes(
    at: Place,
    before: Progress,
    {
      archived,
      progress,
    }: { readonly archived: boolean; readonly progress: { readonly done: number; readonly total: number } },
  ): AsyncGenerator<Page> {
    if (this.#pass.changed === at.repository) return; // an earlier run of this pass finished it
    for await (const step of changes(at, this.#pass.to, before)) {
      const isEnd = 'kind' in step;
      this.#save(at.repository, { ...step.progress, closed: isEnd && archived && step.hole === null });
      if (isEnd) {
        this.#pass = { ...this.#pass, changed: at.repository, changes: withChanges(this.#pass.changes, step) };
        for (const sentence of step.hole === null ? step.notes : [step.hole, ...step.notes]) this.#warn(sentence);
      }
      yield this.#page(step.part, at.repository, progress);
    }
  }

  #save(repository: string, progress: Progress): void {
    this.#cursor = { ...this.#cursor, repositories: { ...this.#cursor.repositories, [repository]: progress } };
  }

  /** Gives how many there are. They are counted with the end of the repository, because a look begins again. */
  async *#alerts(at: Place, progress: { readonly done: number; readonly total: number }): AsyncGenerator<Page, number> {
    const what = `alerts of ${at.repository}`;
    let count = 0;
    for await (const step of alerts(at)) {
      if (step.kind === 'refused') {
        const hole = `${what}: ${refusalOf(step)}`;
        this.#warn(hole);
        this.#pass = { ...this.#pass, alerts: withHole(this.#pass.alerts, hole) };
        return 0;
      }
      count += step.count;
      yield this.#page(step.part, what, progress);
    }
    yield {
      ...this.#page(new Part(), what, progress),
      looks: [{ population: 'vulnerability', scope: scopeOf(at.repository) }],
    };
    return count;
  }

  #end(total: number): Page {
    const accounted = [
      ...(this.#reads('change') ? [accountForChanges(this.#pass, this.#settings)] : []),
      ...(this.#reads('vulnerability') ? [accountForAlerts(this.#pass, this.#settings, this.#tools.startedAt)] : []),
    ];
    const cursor: Cursor = { ...this.#cursor, pass: null };
    return { artifacts: [], records: [], accounted, cursor, progress: { what: 'GitHub', done: total, total } };
  }
}

export type { Instant };
