/** What older versions named otherwise. */
const FORMERLY: Readonly<Record<string, string>> = {
  'ledger.key-rotated': 'ledger.rotateKey',
  'ledger.witness-set': 'ledger.setWitness',
  'ledger.witness-sent': 'ledger.sendCheckpoint',
};

/** As it is named now. */
export const nameNow = (name: string): string => (Object.hasOwn(FORMERLY, name) ? FORMERLY[name] : undefined) ?? name;

/** It, and what older versions wrote for it: whoever looks for an action finds the lines of before, too. */
export const namesOfAction = (name: string): readonly string[] => [
  name,
  ...Object.keys(FORMERLY).filter((before) => FORMERLY[before] === name),
];
