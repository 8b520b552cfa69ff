import { Password } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { inWords, sentence } from '#web/kit/words.ts';

export type Collector = Answered<'sources', 'collectors'>['collectors'][number];
export type Typed = Readonly<Record<string, string>>;

interface Props {
  readonly of: Collector['secrets'];
  readonly typed: Typed;
  readonly set: (typed: Typed) => void;
}

/** What opens a source, asked for by the names that its collector has for it. */
export const Secrets = ({ of, typed, set }: Props) =>
  of.map(({ name, doc, required }) => (
    <Password
      key={name}
      name={name}
      label={required ? inWords(name) : `${inWords(name)}, if it needs one`}
      hint={`${sentence(doc)} It is encrypted, and not shown again.`}
      value={typed[name] ?? ''}
      set={(value) => set({ ...typed, [name]: value })}
      required={required}
      isNew
    />
  ));

/** Those that were typed. */
export const givenOf = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([, secret]) => secret !== ''));
