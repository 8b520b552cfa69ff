import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'oxc-parser';
import { z } from 'zod';
import { COLLECTORS } from '#/collectors/index.ts';
import { API } from '#/contract/api.ts';
import type { Contract } from '#/contract/endpoint.ts';
import { ERRORS, type ErrorCode } from '#/core/errors.ts';
import type { Told } from '#/core/told-error.ts';

const ROOT = path.join(import.meta.dirname, '..');

/** What people type in or choose from, of the library and of ours; other components have names of other things. */
const FIELDS: ReadonlySet<string> = new Set([
  'Checkbox',
  'Line',
  'MemberField',
  'MultiSelect',
  'NewPassword',
  'NumberInput',
  'Password',
  'PasswordInput',
  'Radio',
  'Select',
  'TagsInput',
  'Text',
  'TextInput',
  'Textarea',
]);

/** Fields whose names are no texts of the code: why each is a name of what it sends. */
const BY_TYPES: Readonly<Record<string, string>> = {
  'web/features/checks/ExplainForm.tsx': 'it indexes what is said',
  'web/features/scope/Boundary.tsx': 'it indexes the boundary of the contract',
  'web/features/scope/Promises.tsx': 'it indexes facts of the contract',
  'web/features/sources/Secrets.tsx': 'it is the name that the collector has for it',
  'web/features/sources/SettingField.tsx': 'it is the name that the schema of the collector has for it',
  'web/features/trust/Contact.tsx': 'it indexes the contact of the contract',
  'web/features/trust/RowForm.tsx': 'it is a key of the row',
  'web/features/work/TaskParts.tsx': 'it is one of two, by the call that is made',
};

/** Fields that hold what is called like something that is sent, and is not it: why. */
const CALLED_ALIKE: Readonly<Record<string, string>> = {
  'web/features/reports/FactForm.tsx': 'it is what is typed of one of many facts',
  'web/features/reports/Says.tsx': 'it is sent with the answer above it, and is a number there',
};

interface Seen {
  /** The names of its fields, in the order of the file. */
  readonly names: readonly string[];
  readonly hasOthers: boolean;
  /** What its fields without a name hold, where that is a variable. */
  readonly nameless: readonly string[];
  /** What its calls take: names of inputs of the contract, and of what is handed to the door. */
  readonly taken: ReadonlySet<string>;
  readonly imports: readonly string[];
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function namesIn(shape: unknown): readonly string[] {
  if (Array.isArray(shape)) return shape.flatMap(namesIn);
  if (!isNode(shape)) return [];
  const own = isNode(shape['properties']) ? Object.keys(shape['properties']) : [];
  return [...own, ...Object.values(shape).flatMap(namesIn)];
}

const inputNames = (input: z.ZodType): readonly string[] =>
  namesIn(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }));

/** What a call of the contract takes; null: it is none. */
function inputOf(noun: unknown, call: unknown): readonly string[] | null {
  const endpoint = (API as unknown as Readonly<Record<string, Contract>>)[String(noun)]?.[String(call)];
  return endpoint === undefined || endpoint.method === 'GET' ? null : inputNames(endpoint.input);
}

const nameOf = (node: unknown): unknown => (isNode(node) ? (node['name'] ?? node['value']) : undefined);

/** `api.sources.add({…})` and `door('/sign-in/email', {…})`. */
function takenBy({ callee, arguments: handed }: Node): readonly string[] {
  if (!isNode(callee)) return [];
  if (callee['type'] === 'MemberExpression' && isNode(callee['object']))
    return inputOf(nameOf(callee['object']['property']), nameOf(callee['property'])) ?? [];
  if (nameOf(callee) !== 'door' || !Array.isArray(handed)) return [];
  const properties: unknown = isNode(handed[1]) ? handed[1]['properties'] : [];
  return Array.isArray(properties) ? properties.map((each) => String(nameOf((each as Node)['key']))) : [];
}

/** What stands at an attribute of a field; undefined: it has none. */
function attributeOf({ name, attributes }: Node, called: string): unknown {
  if (!FIELDS.has(String(nameOf(name))) || !Array.isArray(attributes)) return undefined;
  return (attributes as readonly Node[]).find((each) => nameOf(each['name']) === called)?.['value'];
}

function fieldName(field: Node): { readonly text: string | null } | null {
  const value = attributeOf(field, 'name');
  if (value === undefined) return null;
  return { text: isNode(value) && value['type'] === 'Literal' ? String(value['value']) : null };
}

/** Boxes and buttons hold one of several answers each; the name is that of the group. */
const OF_GROUPS: readonly unknown[] = ['Checkbox', 'Radio'];

/** The variable that a field holds which people see a label of, and which has no name. */
function heldBy(field: Node): string | null {
  const [value, name, label] = ['value', 'name', 'label'].map((each) => attributeOf(field, each));
  const held = isNode(value) ? value['expression'] : null;
  if (OF_GROUPS.includes(nameOf(field['name'])) || name !== undefined || label === undefined) return null;
  return isNode(held) && held['type'] === 'Identifier' ? String(nameOf(held)) : null;
}

const resolved = (from: string, source: string): string | null => {
  if (source.startsWith('#web/')) return source.replace('#web/', 'web/');
  return source.startsWith('./') ? path.join(path.dirname(from), source) : null;
};

function seenIn(file: string): Seen {
  const { program } = parseSync(file, readFileSync(path.join(ROOT, file), 'utf8'));
  const found = {
    names: [] as string[],
    hasOthers: false,
    nameless: [] as string[],
    taken: new Set<string>(),
    imports: [] as string[],
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isNode(node) || Array.isArray(node)) return;
    if (node['type'] === 'CallExpression') for (const each of takenBy(node)) found.taken.add(each);
    if (node['type'] === 'ImportDeclaration') {
      const there = resolved(file, String(nameOf(node['source'])));
      if (there !== null) found.imports.push(there);
    }
    const field = node['type'] === 'JSXOpeningElement' ? fieldName(node) : null;
    if (field?.text != null) found.names.push(field.text);
    if (field?.text === null) found.hasOthers = true;
    const held = node['type'] === 'JSXOpeningElement' ? heldBy(node) : null;
    if (held !== null) found.nameless.push(held);
    Object.values(node).forEach(visit);
  };
  visit(program.body);
  return found;
}

const files = globSync('web/{features,shell}/**/*.{ts,tsx}', { cwd: ROOT }).filter((file) => !file.includes('.test.'));
const seen = new Map(files.map((file) => [file, seenIn(file)]));

/** What is taken where a field is: by the calls of its file and of those that it imports; where none is, of whoever shows it. */
function takenFor(file: string, asked: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  if (asked.has(file)) return new Set();
  const { taken = new Set<string>(), imports = [] } = seen.get(file) ?? {};
  const own = [
    ...taken,
    ...imports.filter((each) => each.endsWith('.ts')).flatMap((each) => [...(seen.get(each)?.taken ?? [])]),
  ];
  if (own.length > 0) return new Set(own);
  const shown = [...seen].filter(([, each]) => each.imports.includes(file)).map(([each]) => each);
  return new Set(shown.flatMap((each) => [...takenFor(each, new Set([...asked, file]))]));
}

const FORMS = 'web/kit/Dialog.tsx';
/** Whether its fields stand in a form that says at them what the server finds wrong: its own, or of whoever shows it. */
const isOfForm = (file: string): boolean =>
  [...seen].some(
    ([each, { imports }]) => (each === file || seen.get(each)?.imports.includes(file)) && imports.includes(FORMS),
  );

test('the name of every field of a form is a name of what the form sends', () => {
  const all = [...seen].flatMap(([file, { names }]) => names.map((name) => ({ file, name })));
  assert.ok(all.length > 80, `${all.length} fields with names were seen`);
  const strange = all.filter(({ file, name }) => !takenFor(file).has(name));
  assert.deepEqual(
    strange.map(({ file, name }) => `${file}: ${name}`),
    [],
  );
});

test('a field that holds what the form sends has the name of it, so that an error about it stands there', () => {
  const all = [...seen].flatMap(([file, { nameless }]) => nameless.map((name) => ({ file, name })));
  const sent = all.filter(
    ({ file, name }) => isOfForm(file) && CALLED_ALIKE[file] === undefined && takenFor(file).has(name),
  );
  assert.deepEqual(
    sent.map(({ file, name }) => `${file}: ${name}`),
    [],
  );
});

test('a name that is worked out is one by its type, and nobody is listed who has none', () => {
  const others = [...seen].filter(([, { hasOthers }]) => hasOthers).map(([file]) => file);
  assert.deepEqual(others.toSorted(), Object.keys(BY_TYPES).toSorted());
});

/** Inputs that the contract does not have: of the door, where a password is given once more, or set anew. */
const OF_THE_DOOR: readonly string[] = ['password', 'currentPassword', 'newPassword'];
const ofSettings = [...COLLECTORS.values()].flatMap(({ settings }) => inputNames(settings));

test('what an error says it is about is an input of what may end in it', () => {
  const all = Object.values(API as unknown as Readonly<Record<string, Contract>>).flatMap((each) =>
    Object.values(each),
  );
  const wrong = (Object.keys(ERRORS) as ErrorCode[]).flatMap((code) => {
    const { fields = [] }: Told = ERRORS[code];
    const ending = all.filter(({ errors }) => (errors as readonly string[]).includes(code));
    const own = ending.flatMap(({ input }) => inputNames(input));
    const taken = new Set([...own, ...OF_THE_DOOR, ...(own.includes('settings') ? ofSettings : [])]);
    return fields.filter((field) => !field.startsWith('{') && !taken.has(field)).map((field) => `${code}: ${field}`);
  });
  assert.deepEqual(wrong, []);
});
