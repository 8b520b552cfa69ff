import { categoryLabel } from './categories.ts';

interface Props {
  readonly category: string;
  readonly because: string;
}

/** Why a category is in scope: a reason that begins with its name is not led by it once more. */
export function Because({ category, because }: Props) {
  const label = categoryLabel(category);
  return (
    <>
      <strong>{label}</strong>
      {because.startsWith(label) ? because.slice(label.length) : `: ${because}`}.
    </>
  );
}
