interface Named {
  readonly email: string;
  readonly name: string;
}

/**
 * Who alone is meant by their name: by one word of it at least, and the beginnings of others; null where nobody is, or
 * more than one may be. Beginnings alone may be a role: “IT” is no Itai.
 */
export function meant(typed: string, members: readonly Named[]): string | null {
  const words = wordsOf(typed);
  if (words.length === 0) return null;
  const isMeant = ({ name }: Named): boolean => {
    const names = wordsOf(name);
    return (
      words.some((word) => names.includes(word)) && words.every((word) => names.some((each) => each.startsWith(word)))
    );
  };
  const [one, ...others] = members.filter(isMeant);
  return one === undefined || others.length > 0 ? null : one.email;
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/\s+/u).filter(Boolean);
