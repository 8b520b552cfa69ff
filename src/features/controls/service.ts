import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { isReached, reachOf } from '#/features/engagements/index.ts';
import { type Ledger, listedMoment } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import { criterionWithId, LIBRARY, libraryControl } from '#/library/library.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { controlsContract } from './contract.ts';
import {
  adopted,
  checked,
  type Definition,
  inForceAt,
  parsedDefinition,
  statementIn,
  unsaidOf,
  type Version,
  withoutSpans,
} from './definition.ts';
import { tied } from './rhythm.ts';
import { inLibrary, isBackDated, latestOf, listedAt, inLibraryOf, shown, shownVersion } from './shown.ts';
import { starter } from './starter.ts';
import { insertControls } from './store.ts';
import { controlVersions } from './versions.service.ts';

export interface ControlsDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  /** The zone in which days are entered. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

export const controls = (deps: ControlsDeps): Handlers<typeof controlsContract> => ({
  library: ({ org }, { criterion }) =>
    deps.db.transaction(org, async (tx) => {
      if (criterion !== undefined && criterionWithId(criterion) === undefined)
        throw new DomainError('not_found', { what: 'criterion', id: criterion });
      const versions = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
      const wanted = LIBRARY.filter(({ criteria }) => criterion === undefined || criteria.includes(criterion));
      return {
        controls: wanted.map((control) => ({
          ...inLibrary(control),
          adopted: inForceAt(versions.get(control.id) ?? [], deps.chance.now())?.definition.state === 'adopted',
        })),
      };
    }),
  starter: ({ org }, asked) =>
    deps.db.transaction(org, async (tx) => {
      const versions = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
      return starter(
        asked,
        (id) => inForceAt(versions.get(id) ?? [], deps.chance.now())?.definition.state === 'adopted',
      );
    }),
  list: ({ org, standing }, { state, asOf }) =>
    deps.db.transaction(org, async (tx) => {
      const reach = await reachOf(tx, standing);
      const { position, instant } = await listedMoment(tx, deps, asOf);
      const listed = listedAt(await controlVersions(tx, position), instant);
      if (reach === null) return listed[state];
      return { controls: listed[state].controls.filter(({ criteria }) => isReached(reach, criteria)) };
    }),
  show: ({ org, standing }, { id, asOf }) =>
    deps.db.transaction(org, async (tx) => {
      const { position, instant } = await listedMoment(tx, deps, asOf);
      const versions = (await controlVersions(tx, position)).get(id) ?? [];
      const current = inForceAt(versions, instant);
      const reach = await reachOf(tx, standing);
      if (current === undefined || !isReached(reach, current.definition.criteria))
        throw new DomainError('not_found', { what: 'control', id });
      const latest = latestOf(versions.at(-1) ?? current);
      return {
        control: shown(current),
        ...inLibraryOf(current),
        versions: versions.map(shownVersion),
        latest,
      };
    }),
  adopt: (caller, input) => adopt(deps, caller, input),
  add: (caller, input) => add(deps, caller, input),
  edit: (caller, input) => edit(deps, caller, input),
  own: (caller, input) => own(deps, caller, input),
  preview: ({ org, standing }, { id, statement, limits }) =>
    deps.db.transaction(org, async (tx) => {
      const before = (await versionsOf(tx, id)).at(-1)?.definition;
      if (before === undefined || !isReached(await reachOf(tx, standing), before.criteria))
        throw new DomainError('not_found', { what: 'control', id });
      const definition = reworded(before, { statement, limits });
      return { statement: statementIn(definition), unsaid: unsaidOf(definition) };
    }),
});

type Handling<N extends keyof typeof controlsContract> = (
  deps: ControlsDeps,
  ...given: Parameters<Handlers<typeof controlsContract>[N]>
) => ReturnType<Handlers<typeof controlsContract>[N]>;

const add: Handling<'add'> = (deps, { org, person }, { id, statement, effectiveFrom, ...rest }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    if ((await controlVersions(tx, Number.MAX_SAFE_INTEGER)).has(id) || libraryControl(id) !== undefined)
      throw new DomainError('control_exists', { id });
    const definition = checked(
      parsedDefinition({ v: 1, origin: null, template: statement, limits: {}, state: 'adopted', ...rest }),
    );
    const [position = -1] = await saveVersions(
      deps,
      tx,
      { org, person },
      { kind: 'control-adopted', versions: [{ id, definition }], effectiveFrom },
    );
    return { id, position };
  });

const edit: Handling<'edit'> = (deps, { org, person }, { id, statement, effectiveFrom, limits, ...rest }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const latest = (await versionsOf(tx, id)).at(-1);
    if (latest === undefined) throw new DomainError('not_found', { what: 'control', id });
    const { definition: before } = latest;
    const definition = tied(before, reworded({ ...before, ...defined(rest) }, { statement, limits }));
    const [position = -1] = await saveVersions(
      deps,
      tx,
      { org, person },
      { kind: 'control-edited', versions: [{ id, definition }], effectiveFrom },
    );
    const version = (await versionsOf(tx, id)).at(-1);
    return {
      id,
      position,
      statement: statementIn(definition),
      frequency: definition.frequency,
      backDated: version !== undefined && isBackDated(version),
      unsaid: unsaidOf(definition),
    };
  });

/** All of them or none: a version of each that had another owner. */
const own: Handling<'own'> = (deps, caller, { ids, owner, effectiveFrom }) =>
  deps.db.transaction(caller.org, async (tx) => {
    await deps.ledger.lock(tx);
    const known = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
    const latest = [...new Set(ids)].map((id) => {
      const definition = known.get(id)?.at(-1)?.definition;
      if (definition === undefined) throw new DomainError('not_found', { what: 'control', id });
      return { id, definition };
    });
    const [already, others] = [true, false].map((is) =>
      latest.filter(({ definition }) => (definition.owner === owner) === is),
    ) as [typeof latest, typeof latest];
    const versions = others.map(({ id, definition }) => ({ id, definition: { ...definition, owner } }));
    if (versions.length > 0) await saveVersions(deps, tx, caller, { kind: 'control-edited', versions, effectiveFrom });
    return { changed: versions.map(({ id }) => id), already: already.map(({ id }) => id) };
  });

/** The same control in other words, or with other limits; throws where words and limits do not fit. */
const reworded = (
  before: Definition,
  {
    statement,
    limits,
  }: { readonly statement?: string | undefined; readonly limits?: Readonly<Record<string, unknown>> | undefined },
): Definition =>
  withoutSpans(
    before,
    checked({ ...before, template: statement ?? before.template, limits: { ...before.limits, ...limits } }),
  );

const versionsOf = async (tx: Tx, id: string): Promise<readonly Version[]> =>
  (await controlVersions(tx, Number.MAX_SAFE_INTEGER)).get(id) ?? [];

async function adopt(
  deps: ControlsDeps,
  { org, person }: Caller,
  input: {
    readonly controls: readonly { readonly id: string; readonly owner: string | null }[];
    readonly effectiveFrom?: string | undefined;
  },
) {
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const known = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
    const isAdopted = (id: string): boolean => known.get(id)?.at(-1)?.definition.state === 'adopted';
    const already = input.controls.filter(({ id }) => isAdopted(id)).map(({ id }) => id);
    const versions = input.controls
      .filter(({ id }) => !isAdopted(id))
      .map(({ id, owner }) => ({ id, definition: adopted(id, owner) }));
    await saveVersions(
      deps,
      tx,
      { org, person },
      { kind: 'control-adopted', versions, effectiveFrom: input.effectiveFrom },
    );
    return { adopted: versions.map(({ id }) => id), already };
  });
}

interface NewVersions {
  readonly kind: string;
  readonly versions: readonly { readonly id: string; readonly definition: Definition }[];
  /** A day; now when it is left out. */
  readonly effectiveFrom: string | undefined;
}

/** Seals versions, and keeps them; their positions in the log. */
async function saveVersions(
  deps: ControlsDeps,
  tx: Tx,
  { org, person }: Caller,
  { kind, versions, effectiveFrom }: NewVersions,
): Promise<readonly number[]> {
  const from = effectiveFrom === undefined ? deps.chance.now() : startOf(effectiveFrom, await deps.zoneOf(tx));
  const payloads = versions.map(({ id, definition }) => ({
    v: 1,
    id,
    effectiveFrom: formatInstant(from),
    definition: definition as unknown as Json,
    person,
  }));
  const sealed = await deps.ledger.seal(
    tx,
    org,
    payloads.map((payload) => ({ kind, payload })),
  );
  const positions = sealed.map(({ position }) => position);
  await insertControls(
    tx,
    org,
    versions.map(({ id, definition }, at) => ({
      id,
      definition,
      position: positions[at] ?? -1,
      effectiveFrom: from,
      person,
    })),
  );
  return positions;
}

const startOf = (day: string, zone: string): Instant => zoneNamed(zone).startOf(parseDay(day) ?? 0);

const defined = <T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
