import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Check } from '#/checks/check.ts';
import { EVIDENCE } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';

const folder = path.join(import.meta.dirname, '..', 'src', 'checks');
const files = globSync('*/*.ts', { cwd: folder }).filter(
  (file) => !file.startsWith('engine/') && !file.endsWith('.test.ts'),
);
const modules = await Promise.all(
  files.map(async (file) => (await import(path.join(folder, file))) as { readonly default?: Check }),
);
const checks = modules.flatMap(({ default: check }) => check ?? []);

test('a check judges a population that evidences the controls that it serves', () => {
  assert.ok(checks.length >= 36, `${checks.length} checks were seen`);
  for (const { id, controls, population } of checks)
    for (const control of controls)
      assert.ok(
        EVIDENCE[control]?.populations.includes(population),
        `${id} judges ${population} for ${control}, and src/library/evidence does not say that it evidences it`,
      );
});

test('a check of several controls judges items that evidence all of them: a deviation counts against each', () => {
  const kindsOf = (control: string, population: string): string => {
    const { occurrences } = EVIDENCE[control] ?? assert.fail(control);
    return occurrences.kind !== 'attached' && occurrences.population === population
      ? JSON.stringify(occurrences.where)
      : '{}';
  };
  for (const { id, controls, population } of checks) {
    const kinds = new Set(controls.map((control) => kindsOf(control, population)));
    kinds.delete('{}'); // such a control is about all of them
    assert.ok(kinds.size <= 1, `${id} serves controls that other ${population} items evidence: write a check for each`);
  }
});

test('where records alone evidence a control, a check judges them or each is a performance', () => {
  const served = new Set(checks.flatMap(({ controls }) => controls));
  for (const [id, { byHand, occurrences }] of Object.entries(EVIDENCE)) {
    const frequency = libraryControl(id)?.frequency ?? assert.fail(id);
    const counted = occurrences.kind !== 'triggered' && frequency !== 'continuous' && frequency !== 'per-event';
    assert.ok(byHand !== null || counted || served.has(id), `nothing judges the records of ${id}`);
  }
});
