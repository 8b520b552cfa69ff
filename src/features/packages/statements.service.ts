import { defaultsIn, statementIn, type Version } from '#/features/controls/index.ts';

type Worded = Pick<Version, 'id' | 'definition'>;

/** Controls as a package has them: each with its statement, and the limits of the library that it does not say. */
export function withStatements<C extends { readonly id: string }>(controls: readonly C[], versions: readonly Worded[]) {
  const definitions = new Map(versions.map(({ id, definition }) => [id, definition]));
  return controls.map((control) => {
    const definition = definitions.get(control.id);
    return definition === undefined
      ? control
      : { ...control, statement: statementIn(definition), defaults: defaultsIn(definition) };
  });
}
